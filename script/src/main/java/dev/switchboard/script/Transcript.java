package dev.switchboard.script;

import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes down a conversation while it is held, so that the same can be held again.
 *
 * <p>What is sent is kept segment by segment. What is received is kept as bytes, a line for each
 * line of text, because how it was cut is chance; over packets each stays one. A pause that may
 * mean something is kept as a wait: before a segment that follows another one, because a protocol
 * may tell messages apart by silence; and before a reply that took so long that who plays the
 * script would give up.
 *
 * <p>Any thread may call it, the sending and the receiving one at once. Every step is written when
 * it is complete, so that a program that is ended loses nothing but the last half line.
 */
public final class Transcript implements Closeable {

  private static final long SHORTEST_PAUSE = 20_000_000; // nanoseconds
  private static final long PATIENCE = 2_000_000_000;
  private static final int LONGEST_LINE = 4096;

  private final Appendable out;
  private final boolean packets;
  private byte[] unfinished = new byte[0]; // received, with no line end yet
  private long unfinishedAt;
  private @Nullable Direction last;
  private long lastAt;
  private boolean closed;

  /**
   * Begins a script.
   *
   * @param remark a comment for its top, one line or several
   * @param headings such as {@code framing line}, a line each
   * @param now in nanoseconds, as in all other calls
   */
  public Transcript(
      Appendable out, String remark, Transport over, Iterable<String> headings, long now)
      throws IOException {
    this.out = out;
    this.packets = over.packets();
    this.lastAt = now;
    for (String line : (Iterable<String>) remark.lines()::iterator) {
      write("# " + line);
    }
    write("over " + over);
    for (String heading : headings) {
      write(heading);
    }
  }

  /** One segment or packet to the server. */
  public synchronized void sent(byte[] segment, long now) throws IOException {
    if (packets || segment.length > 0) {
      step(Direction.TO_SERVER, Quoted.of(segment), now);
    }
  }

  /** What one receive gave. */
  public synchronized void received(byte[] bytes, long now) throws IOException {
    if (packets) {
      step(Direction.TO_CLIENT, Quoted.of(bytes), now);
      return;
    }
    if (unfinished.length == 0) {
      unfinishedAt = now;
    }
    int from = unfinished.length;
    byte[] all = Arrays.copyOf(unfinished, from + bytes.length);
    System.arraycopy(bytes, 0, all, from, bytes.length);
    int taken = 0;
    for (int i = from; i < all.length; i++) {
      if (all[i] == '\n' || i + 1 - taken == LONGEST_LINE) {
        line(Arrays.copyOfRange(all, taken, i + 1));
        taken = i + 1;
        unfinishedAt = now;
      }
    }
    unfinished = Arrays.copyOfRange(all, taken, all.length);
  }

  /** An act that has no bytes: {@code end}, {@code close} or {@code reset}. */
  public synchronized void act(Direction by, String act, long now) throws IOException {
    step(by, act, now);
  }

  /** Writes what has been received of a line. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      finishLine();
      closed = true;
      if (out instanceof Closeable closeable) {
        closeable.close();
      }
    }
  }

  private void step(Direction by, String text, long now) throws IOException {
    finishLine();
    put(by, text, now);
  }

  private void finishLine() throws IOException {
    if (unfinished.length > 0) {
      byte[] rest = unfinished;
      unfinished = new byte[0];
      line(rest);
    }
  }

  private void line(byte[] bytes) throws IOException {
    put(Direction.TO_CLIENT, Quoted.of(bytes), unfinishedAt);
  }

  private void put(Direction by, String text, long now) throws IOException {
    if (closed) {
      return;
    }
    long pause = now - lastAt;
    boolean means =
        by == Direction.TO_SERVER
            ? last == Direction.TO_SERVER && pause >= SHORTEST_PAUSE
            : pause >= PATIENCE;
    if (means) {
      write("wait " + Math.max(1, pause / 1_000_000) + "ms");
    }
    write(by.sign() + " " + text);
    last = by;
    lastAt = now;
  }

  private void write(String line) throws IOException {
    out.append(line).append('\n');
    if (out instanceof Flushable flushable) {
      flushable.flush();
    }
  }
}
