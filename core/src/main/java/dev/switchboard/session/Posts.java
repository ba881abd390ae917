package dev.switchboard.session;

import dev.switchboard.framing.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Messages that other threads gave to a session, until the session's own thread takes them. */
final class Posts {

  private record Waiting(Frame frame, long wireBytes) {}

  private final AtomicLong
      pending; // wire bytes that wait for the peer; the session's thread writes
  private final long limit;
  private final Queue<Waiting> queue = new ArrayDeque<>(1); // guarded by this; most stay empty
  private long bytes; // guarded by this: what the queue takes on the wire at most
  private long leaving; // guarded by this: of them, what was polled last
  private boolean ended; // guarded by this
  private boolean foundFull; // guarded by this

  /** Whether a look is worth the lock. Written under it; read without, before every send. */
  private volatile boolean news;

  Posts(AtomicLong pending, long limit) {
    this.pending = pending;
    this.limit = limit;
  }

  synchronized Posted add(Frame frame, long wireBytes) {
    if (ended) {
      return Posted.ENDED;
    }
    news = true;
    // What is on its way from here to there is counted at both ends, never at none.
    long waiting = bytes + pending.getAcquire();
    if (waiting > 0 && waiting + wireBytes > limit) {
      foundFull = true;
      return Posted.FULL;
    }
    queue.add(new Waiting(frame.copy(), wireBytes));
    bytes += wireBytes;
    return Posted.QUEUED;
  }

  /** Whether {@link #poll} or {@link #takeFoundFull} might have something new to say. */
  boolean haveNews() {
    return news;
  }

  /** The next message, or null. The one before is the session's to count from now on. */
  synchronized @Nullable Frame poll() {
    bytes -= leaving;
    leaving = 0;
    Waiting next = queue.poll();
    if (next == null) {
      news = false;
      return null;
    }
    leaving = next.wireBytes;
    return next.frame;
  }

  /** Whether a post was refused since the last time this was asked. */
  synchronized boolean takeFoundFull() {
    boolean found = foundFull;
    foundFull = false;
    return found;
  }

  /** From now on every post is answered {@link Posted#ENDED}. */
  synchronized void end() {
    ended = true;
  }
}
