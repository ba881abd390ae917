package dev.switchboard.session;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.Output;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is on its way to the peer: encoded, given to the driver and counted until the kernel has
 * taken it.
 *
 * <p>It is full from the mark, {@link Limits#pendingOutput()}, until half of that has been written,
 * so that a conversation is told rarely and then can go on for a while.
 */
final class Outgoing {

  private final Framing framing;
  private final Codec codec;
  private final SessionLimits limits;
  private final boolean packets;
  private final Driver driver;
  private final Deadlines deadlines;
  private final Output counting = this::write; // made once: none is allocated for a message

  /** Written by the session's thread, read by those that post. */
  private final AtomicLong pending = new AtomicLong();

  private final Posts posts;
  private boolean full;

  Outgoing(
      Framing framing,
      Codec codec,
      SessionLimits limits,
      boolean packets,
      Driver driver,
      Deadlines deadlines) {
    this.framing = framing;
    this.codec = codec;
    this.limits = limits;
    this.packets = packets;
    this.driver = driver;
    this.deadlines = deadlines;
    this.posts = new Posts(pending, limits.pendingOutput());
  }

  /** Wire bytes given to the driver and not yet written. */
  long pending() {
    return pending.getPlain();
  }

  boolean isFull() {
    return full;
  }

  /** A message of the conversation's own. */
  void send(Frame frame, long now) {
    long wire = framing.measure(frame);
    long waiting = pending();
    long mark = limits.pendingOutput();
    if (waiting >= mark && waiting + wire > mark + limits.message()) {
      throw new OutboxFullException(waiting, mark);
    }
    encode(frame, now);
  }

  /** A message of some other thread's; {@link #takePosts} sends it. */
  Posted post(Frame frame) {
    Posted answer = posts.add(frame, framing.measure(frame));
    if (answer != Posted.ENDED) {
      driver.wake(); // also when it is full, so that the time that it stays so is counted
    }
    return answer;
  }

  /** Sends what was posted. What a codec of a program's own throws passes through. */
  void takePosts(long now) {
    if (!posts.haveNews()) {
      return;
    }
    for (Frame frame = posts.poll(); frame != null; frame = posts.poll()) {
      encode(frame, now);
    }
    if (posts.takeFoundFull() && pending() > lowMark()) {
      full = true;
      deadlines.foundFull(now);
    }
  }

  /** Nothing can be posted any more. */
  void endPosts() {
    posts.end();
  }

  /** The kernel took {@code count} bytes; answers whether that made room again. */
  boolean written(long count, long now) {
    if (count > 0) {
      deadlines.bytesWent(now);
    }
    pending.setRelease(pending() - count);
    if (!full || pending() > lowMark()) {
      return false;
    }
    full = false;
    deadlines.caughtUp();
    return true;
  }

  private long lowMark() {
    return limits.pendingOutput() / 2;
  }

  private void encode(Frame frame, long now) {
    if (pending() == 0) {
      deadlines.writeBegan(now);
    }
    codec.encode(frame, counting);
    if (packets) {
      driver.endPacket();
    }
    if (pending() >= limits.pendingOutput()) {
      full = true;
    }
  }

  private void write(ByteBuffer memory, int offset, int length) {
    pending.setRelease(pending() + length);
    driver.write(memory, offset, length);
  }
}
