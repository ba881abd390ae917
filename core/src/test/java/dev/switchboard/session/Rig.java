package dev.switchboard.session;

import dev.switchboard.framing.Bytes;
import dev.switchboard.framing.Framing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A driver that does only what a test tells it, call by call, and remembers all that the session
 * asked for: {@link PeerInMemory} obeys every wish at once, this obeys none.
 */
final class Rig implements Driver {

  final Session session;
  final List<Wish> wishes = new ArrayList<>();
  final AtomicInteger wakes = new AtomicInteger();
  private final StringBuilder sent = new StringBuilder();
  long now;
  private long written;

  Rig(Conversation conversation, Framing framing, Limits limits) {
    session =
        new Session(conversation, framing, SessionLimits.of(limits), false, this, new BufferPool());
  }

  static Rig open(Conversation conversation, Framing framing) {
    return open(conversation, framing, Limits.defaults());
  }

  static Rig open(Conversation conversation, Framing framing, Limits limits) {
    Rig rig = new Rig(conversation, framing, limits);
    rig.session.opened(0);
    return rig.looks();
  }

  Rig bytes(String bytes) {
    session.bytes(ByteBuffer.wrap(Bytes.of(bytes)), 0, bytes.length(), now);
    return looks();
  }

  Rig finished() {
    session.finished(now);
    return looks();
  }

  Rig failed(Ending cause) {
    session.failed(cause, now);
    return looks();
  }

  Rig written(long count) {
    written += count;
    session.written(count, now);
    return looks();
  }

  Rig allWritten() {
    return written(unwritten());
  }

  Rig posted() {
    session.posted(now);
    return looks();
  }

  Rig drain() {
    session.drain(now);
    return looks();
  }

  Rig resumed() {
    session.resumed(now);
    return looks();
  }

  /** One tick at the time that is now. */
  Rig tick() {
    session.tick(now);
    return looks();
  }

  private Rig looks() {
    Wish wish = session.wish();
    if (wish != Wish.NONE) {
      wishes.add(wish);
    }
    return this;
  }

  /** Everything that was sent since the beginning. */
  String sent() {
    return sent.toString();
  }

  long unwritten() {
    return sent.length() - written;
  }

  @Override
  public void write(ByteBuffer memory, int offset, int length) {
    for (int i = 0; i < length; i++) {
      sent.append((char) (memory.get(offset + i) & 0xFF));
    }
  }

  @Override
  public void wake() {
    wakes.incrementAndGet();
  }
}
