package dev.switchboard.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.framing.Framing;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The other side of a session, in memory: a test says what the peer does, looks at what it hears,
 * and moves the clock by hand. No socket, no thread, no waiting.
 *
 * <pre>
 *   var peer = PeerInMemory.of(service, Framing.line()).connects();
 *   peer.says("hel").says("lo\n");
 *   assert peer.hears().equals("HELLO\n");
 * </pre>
 *
 * <p>It is a complete driver, so it is also the shortest description of what one does. One thread
 * at a time.
 */
public final class PeerInMemory {

  private final Session session;
  private final boolean connected;
  private final Queue<byte[]> arrived = new ArrayDeque<>(); // waits until the session reads
  private boolean finished; // by the peer; told to the session when all before has been read
  private boolean finishTold;
  private final ByteArrayOutputStream onItsWay = new ByteArrayOutputStream();
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private final Queue<Integer> packetLengths = new ArrayDeque<>(); // of what was sent, in order
  private boolean reading = true;
  private boolean woken;
  private boolean streamEnded;
  private Wish last = Wish.NONE;
  private long now;

  private PeerInMemory(
      Service service, Framing framing, Limits limits, boolean packets, boolean connected) {
    this.connected = connected;
    session =
        new Session(
            service.begin(new Named(packets)),
            framing,
            SessionLimits.of(limits),
            packets,
            connected,
            new MemoryDriver(),
            new BufferPool());
  }

  /** A peer on a stream, with the default limits. */
  public static PeerInMemory of(Service service, Framing framing) {
    return of(service, framing, Limits.defaults());
  }

  public static PeerInMemory of(Service service, Framing framing, Limits limits) {
    return new PeerInMemory(service, framing, limits, false, true);
  }

  /** A peer that sends packets: each {@code says} is one. */
  public static PeerInMemory ofPackets(Service service, Framing framing, Limits limits) {
    return new PeerInMemory(service, framing, limits, true, false);
  }

  /** A peer whose connection carries packets: each {@code says} is one, and it can finish. */
  public static PeerInMemory ofConnectedPackets(Service service, Framing framing, Limits limits) {
    return new PeerInMemory(service, framing, limits, true, true);
  }

  public PeerInMemory connects() {
    session.opened(now);
    return serve();
  }

  /** Sends this text in one segment. */
  public PeerInMemory says(String text) {
    return says(text.getBytes(UTF_8));
  }

  /**
   * Sends these bytes in one segment or packet. On a connection they wait, as in a kernel, while
   * the session does not read; a packet without one is always taken.
   */
  public PeerInMemory says(byte... bytes) {
    arrived.add(bytes.clone());
    return serve();
  }

  /** Sends the end of its stream. */
  public PeerInMemory finishes() {
    finished = true;
    return serve();
  }

  /** Resets the connection. */
  public PeerInMemory resets() {
    session.failed(new Ending.Reset(), now);
    return serve();
  }

  /** Takes no byte from now on. */
  public PeerInMemory stopsReading() {
    reading = false;
    return this;
  }

  /** Takes {@code count} of the bytes that wait for it, or all that there are. */
  public PeerInMemory reads(int count) {
    take(count);
    return serve();
  }

  /** Takes everything from now on. */
  public PeerInMemory readsOn() {
    reading = true;
    return serve();
  }

  /** Lets time pass, with every tick that the session wishes meanwhile. */
  public PeerInMemory waits(Duration time) {
    long until = now + time.toNanos();
    serve(); // somebody else may have posted
    while (session.nextTick() <= until) {
      now = Math.max(now, session.nextTick());
      session.tick(now);
      serve();
    }
    now = until;
    return this;
  }

  /** The server stops. */
  public PeerInMemory serverDrains() {
    session.drain(now);
    return serve();
  }

  /** What the peer has received since the last time this was asked, as UTF-8. */
  public String hears() {
    return new String(hearsBytes(), UTF_8);
  }

  /** What the peer has received since the last time this was asked, packets one after the other. */
  public byte[] hearsBytes() {
    packetLengths.clear();
    return takeHeard(heard.size());
  }

  /** The next packet that the peer has received, or null; it may be empty. */
  public byte @Nullable [] hearsPacket() {
    Integer length = packetLengths.peek();
    if (length == null || length > heard.size()) {
      return null;
    }
    packetLengths.remove();
    return takeHeard(length);
  }

  private byte[] takeHeard(int count) {
    byte[] bytes = heard.toByteArray();
    heard.reset();
    heard.write(bytes, count, bytes.length - count);
    return Arrays.copyOf(bytes, count);
  }

  /** Whether the peer has seen the end of our stream, or a reset. */
  public boolean hasSeenTheEnd() {
    return streamEnded;
  }

  /** Whether the connection has been closed, and how: CLOSE, RESET, or another for not yet. */
  public Wish wish() {
    return last;
  }

  /** How the conversation ended, or null. */
  public @Nullable Ending ending() {
    return session.ending();
  }

  /** The session itself, for what has no sentence here. */
  public Session session() {
    return session;
  }

  /** The time in nanoseconds, 0 at first. */
  public long now() {
    return now;
  }

  /** What a driver does after every call: what is due at once, and what the session wishes. */
  private PeerInMemory serve() {
    do {
      Wish wish = session.wish();
      if (wish != Wish.NONE) {
        last = wish;
        streamEnded = true;
      }
    } while (step());
    return this;
  }

  /** Makes one call of the session; false when there is none to make. */
  private boolean step() {
    Runnable task = session.takeTask();
    if (task != null) {
      task.run();
      session.resumed(now);
    } else if (woken) {
      woken = false;
      session.posted(now);
    } else if (reading && onItsWay.size() > 0) {
      take(Integer.MAX_VALUE);
    } else if (session.nextTick() == 0) {
      session.tick(now);
    } else if ((!connected || session.reading()) && !arrived.isEmpty()) {
      byte[] segment = arrived.remove();
      session.bytes(ByteBuffer.wrap(segment), 0, segment.length, now);
    } else if (session.reading() && finished && !finishTold) {
      finishTold = true;
      session.finished(now);
    } else {
      return false;
    }
    return true;
  }

  private void take(int most) {
    byte[] bytes = onItsWay.toByteArray();
    int count = Math.min(most, bytes.length);
    if (count > 0) {
      heard.write(bytes, 0, count);
      onItsWay.reset();
      onItsWay.write(bytes, count, bytes.length - count);
      session.written(count, now);
    }
  }

  private final class MemoryDriver implements Driver {

    private int packetLength;

    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      byte[] bytes = new byte[length];
      memory.get(offset, bytes);
      onItsWay.writeBytes(bytes);
      packetLength += length;
    }

    @Override
    public void endPacket() {
      packetLengths.add(packetLength);
      packetLength = 0;
    }

    @Override
    public void wake() {
      woken = true;
    }
  }

  private record Named(boolean packets) implements Peer {

    @Override
    public String local() {
      return "memory:server";
    }

    @Override
    public String remote() {
      return "memory:client";
    }
  }
}
