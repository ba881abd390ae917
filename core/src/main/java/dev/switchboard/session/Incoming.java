package dev.switchboard.session;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What came from the peer: cut into messages, and handed to the session one by one for as long as
 * it takes them. What is not a whole message yet, or must wait for its turn, is held.
 */
final class Incoming {

  /** Packets that wait, in number and in bytes: about what a kernel's receive buffer holds. */
  private static final int MOST_PACKETS = 256;

  private static final int RECEIVE_BUFFER = 256 << 10;

  private final Session session;
  private final Framing framing;
  private final Codec codec;
  private final int turn;
  private final int mostWaiting;
  private final Deadlines deadlines;
  private final Cut cut = new Cut();
  private final Held held;
  private @Nullable Queue<byte[]> waiting; // packets, made when the first one has to wait
  private long waitingBytes;

  private long taken; // bytes of the stream in the messages before the one that is looked at
  private boolean stalled; // held bytes wait for something else than more bytes
  private boolean peerFinished;
  private boolean lastTaken; // what was left at the peer's end has been handed over

  Incoming(
      Session session,
      Framing framing,
      Codec codec,
      SessionLimits limits,
      Deadlines deadlines,
      BufferPool pool) {
    this.session = session;
    this.framing = framing;
    this.codec = codec;
    this.turn = limits.turn();
    this.mostWaiting = Math.max(limits.message(), RECEIVE_BUFFER);
    this.deadlines = deadlines;
    this.held = new Held(pool);
  }

  boolean isStalled() {
    return stalled;
  }

  boolean isEmpty() {
    return held.isEmpty() && !hasWaiting();
  }

  boolean peerFinished() {
    return peerFinished;
  }

  void finish() {
    peerFinished = true;
  }

  /** Whether the stream has ended and all that it brought has been handed over. */
  boolean allTaken() {
    return peerFinished && lastTaken;
  }

  void release() {
    held.release();
    waiting = null;
  }

  /** Bytes of the stream came. */
  void bytes(ByteBuffer memory, int offset, int length, long now) {
    if (!held.isEmpty()) {
      held.append(memory, offset, length);
      advance(now);
      return;
    }
    int end = offset + length;
    int rest = deliverAll(memory, offset, end, now);
    if (rest < end && session.isOpen()) {
      held.append(memory, rest, end - rest);
    }
  }

  /** Goes on with what is held, and at the end of the stream with its last message. */
  void advance(long now) {
    if (hasWaiting()) {
      deliverWaiting();
    }
    if (!held.isEmpty()) {
      int rest = deliverAll(held.memory(), held.start(), held.end(), now);
      if (session.isOpen()) {
        held.advanceTo(rest);
      }
    }
    if (peerFinished && !stalled && !lastTaken && session.isOpen()) {
      lastTaken = true;
      deliverRest();
    }
  }

  /** Hands over messages while there are whole ones and the session takes them. */
  private int deliverAll(ByteBuffer memory, int start, int end, long now) {
    int at = start;
    boolean unfinished = false;
    for (int left = turn; at < end && left > 0 && session.takesMessages(); left--) {
      if (!decode(memory, at, end)) {
        unfinished = true;
        break;
      }
      at += deliver(memory, at, end);
    }
    stalled = at < end && !unfinished;
    if (!unfinished) {
      deadlines.noMessage();
    } else if (at > start || !deadlines.inMessage()) {
      deadlines.messageBegan(now);
    }
    if (unfinished && at > start) {
      session.messageBeganBehindAnother();
    }
    return at;
  }

  private boolean decode(ByteBuffer memory, int start, int end) {
    try {
      return codec.decode(memory, start, end, cut);
    } catch (MalformedException e) {
      malformed(taken + e.offset(), e);
    } catch (TooLargeException e) {
      session.end(new Ending.TooLarge(e.length(), e.max(), String.valueOf(e.getMessage())));
    } catch (Throwable e) {
      session.serviceFailed(e); // a program may bring a framing of its own
    }
    return false;
  }

  private void malformed(long offset, MalformedException e) {
    session.end(new Ending.Malformed(offset, String.valueOf(e.getMessage())));
  }

  /** Hands over the message that was found; answers its length on the wire. */
  private int deliver(ByteBuffer memory, int start, int end) {
    int wireLength = cut.wireLength();
    if (wireLength > end - start || (wireLength <= 0 && end > start)) {
      session.serviceFailed(
          new IllegalStateException(
              "the codec of %s found a message of %d bytes in %d"
                  .formatted(framing.name(), wireLength, end - start)));
      return 0;
    }
    try {
      session.receive(cut.in(memory, start));
    } catch (MalformedException e) {
      malformed(taken + cut.before() + e.offset(), e);
    } catch (Throwable e) {
      session.serviceFailed(e);
    } finally {
      cut.expire();
    }
    taken += wireLength;
    return wireLength;
  }

  /** The stream ended or fell silent: what is held is the last message, or the beginning of one. */
  void deliverRest() {
    deadlines.noMessage();
    try {
      if (codec.finish(held.memory(), held.start(), held.end(), cut)) {
        deliver(held.memory(), held.start(), held.end());
      }
      held.release();
    } catch (TruncatedException e) {
      session.end(new Ending.Truncated(e.had(), e.needed()));
    } catch (Throwable e) {
      session.serviceFailed(e);
    }
  }

  /** A packet came: exactly one message. It waits where the conversation is at work on another. */
  void packet(ByteBuffer memory, int offset, int length) {
    if (session.takesMessages() && !hasWaiting()) {
      deliverPacket(memory, offset, length);
    } else if (session.isOpen()) {
      waits(memory, offset, length);
    }
  }

  private boolean hasWaiting() {
    return waiting != null && !waiting.isEmpty();
  }

  /** For which there is no room is lost, as in a kernel whose receive buffer is full (udp(7)). */
  private void waits(ByteBuffer memory, int offset, int length) {
    Queue<byte[]> packets = waiting == null ? new ArrayDeque<>() : waiting;
    waiting = packets;
    if (packets.size() < MOST_PACKETS && waitingBytes + length <= mostWaiting) {
      byte[] packet = new byte[length];
      memory.get(offset, packet);
      packets.add(packet);
      waitingBytes += length;
      stalled = true;
    }
  }

  private void deliverWaiting() {
    while (waiting != null && !waiting.isEmpty() && session.takesMessages()) {
      byte[] packet = waiting.remove();
      waitingBytes -= packet.length;
      deliverPacket(ByteBuffer.wrap(packet), 0, packet.length);
    }
    stalled = hasWaiting();
  }

  private void deliverPacket(ByteBuffer memory, int offset, int length) {
    int end = offset + length;
    boolean whole = decode(memory, offset, end) || endsMessage(memory, offset, end);
    if (!session.isOpen()) {
      return;
    }
    if (whole && cut.wireLength() == length) {
      deliver(memory, offset, end);
    } else {
      session.end(
          new Ending.Malformed(
              taken, "a packet of " + length + " bytes is not exactly one " + framing.name()));
    }
  }

  /**
   * Whether the packet's end ends its message, as the stream's end would: the last line, a text.
   */
  private boolean endsMessage(ByteBuffer memory, int start, int end) {
    try {
      return session.isOpen() && codec.finish(memory, start, end, cut);
    } catch (TruncatedException e) {
      return false;
    } catch (Throwable e) {
      session.serviceFailed(e);
      return false;
    }
  }
}
