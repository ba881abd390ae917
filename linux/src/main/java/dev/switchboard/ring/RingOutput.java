package dev.switchboard.ring;

import dev.switchboard.event.Events;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a session has written and the kernel has not taken yet.
 *
 * <pre>
 *   lent: bytes of the receive buffer, sent from where they lie   │ then: slots with copied bytes
 * </pre>
 *
 * <p>One send is in flight at a time, because two may change places. Bytes that are in flight stay
 * where they are until it completes.
 */
final class RingOutput {

  /** What a framing puts around a message is short; only that is looked for in what came. */
  private static final int LONGEST_REPEAT = 8;

  private final RingLoop loop;
  private int flying; // bytes of the send in flight; 0 for none
  private @Nullable ReceiveWindow lender; // of the receive buffer that is kept
  private int lent = ReceiveWindow.NONE; // that buffer
  private int lentStart; // where its bytes are, in the memory of all buffers
  private int lentEnd;
  private @Nullable SendSlot first;
  private @Nullable SendSlot last;

  RingOutput(RingLoop loop) {
    this.loop = loop;
  }

  boolean isEmpty() {
    return lender == null && first == null;
  }

  boolean isFlying() {
    return flying > 0;
  }

  /** Whether this buffer is kept until its bytes are sent. */
  boolean keeps(ReceiveWindow window, int buffer) {
    return lent == buffer && window.equals(lender);
  }

  // ---- what the session writes ----

  /** Takes bytes of the session. */
  void add(ByteBuffer from, int offset, int length) {
    if (flying > 0 || !lend(from, offset, length)) {
      copyLent();
      copy(from, offset, length);
    }
  }

  /** Nothing is in flight: whether the bytes can stay in the receive buffer. */
  private boolean lend(ByteBuffer from, int offset, int length) {
    ReceiveWindow window = loop.receives.open();
    boolean here = window.holds(from, offset, length);
    if (lender != null) {
      boolean follows =
          first == null
              && (here
                  ? offset == lentEnd
                  : length <= LONGEST_REPEAT && window.repeats(from, offset, length, lentEnd));
      lentEnd += follows ? length : 0;
      return follows;
    }
    if (!here || !window.mayKeep()) {
      return false;
    }
    int before = copiedBefore(offset);
    if (before < 0) {
      return false;
    }
    lender = window;
    lent = window.keep();
    lentStart = offset - before;
    lentEnd = offset + length;
    return true;
  }

  /**
   * How many bytes were copied that also stand right before {@code offset} in what came, a length
   * say; the copy is then forgotten. -1 where something else was copied.
   */
  private int copiedBefore(int offset) {
    SendSlot copied = first;
    if (copied == null) {
      return 0;
    }
    int length = copied.end - copied.start;
    if (copied.next != null
        || length > LONGEST_REPEAT
        || !loop.receives.open().repeats(copied.memory, copied.start, length, offset - length)) {
      return -1;
    }
    releaseFirst();
    return length;
  }

  /** What was to be sent from the receive buffer is not alone any more: all goes in one send. */
  private void copyLent() {
    if (flying == 0 && lender != null && first == null) {
      copy(lender.memory(), lentStart, lentEnd - lentStart);
      giveLent();
    }
  }

  private void copy(ByteBuffer from, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      SendSlot slot = roomySlot();
      int part = Math.min(slot.room(), end - at);
      slot.append(from, at, part);
      at += part;
    }
  }

  private SendSlot roomySlot() {
    SendSlot slot = last;
    if (slot != null && slot.room() > 0) {
      return slot;
    }
    SendSlot fresh = loop.slots.take();
    if (slot == null) {
      first = fresh;
    } else {
      slot.next = fresh;
    }
    last = fresh;
    return fresh;
  }

  // ---- what the kernel takes ----

  /** Queues a send, if there is something and none is in flight. */
  void flush(int socket, long userData) {
    if (flying > 0) {
      return;
    }
    if (lender != null) {
      flying = lentEnd - lentStart;
      loop.ring.send(socket, lender.buffers().addressAt(lentStart), flying, userData);
    } else if (first != null) {
      flying = first.end - first.start;
      loop.ring.send(socket, first.startAddress(), flying, userData);
    }
  }

  /** A send has completed; {@code count} bytes were taken, which may be too few. */
  void sent(int count, Events events, long id) {
    flying = 0;
    if (lender != null) {
      events.written(id, lender.memory(), lentStart, count);
      lentStart += count;
      if (lentStart == lentEnd) {
        giveLent();
      }
    } else if (first != null) {
      events.written(id, first.memory, first.start, count);
      first.start += count;
      if (first.start == first.end) {
        releaseFirst();
      }
    }
  }

  /** A send has failed. */
  void failed() {
    flying = 0;
  }

  private void giveLent() {
    if (lender != null) {
      lender.giveBack(lent);
      lender = null;
      lent = ReceiveWindow.NONE;
    }
  }

  private void releaseFirst() {
    SendSlot done = first;
    if (done != null) {
      first = done.next;
      last = first == null ? null : last;
      loop.slots.give(done);
    }
  }

  /** Forgets everything, once nothing is in flight: the connection is of no use any more. */
  void release() {
    if (flying > 0) {
      return;
    }
    giveLent();
    while (first != null) {
      releaseFirst();
    }
  }
}
