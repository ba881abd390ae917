package dev.switchboard.ring;

import dev.switchboard.kernel.Memory;

/**
 * What the kernel is to do: a ring of entries of 64 bytes, each written as eight longs (struct
 * io_uring_sqe of linux/io_uring.h). The kernel moves the head, we the tail.
 */
final class SubmissionQueue {

  private static final int ENTRY_BITS = 6;

  private final long head;
  private final long tail;
  private final long entries;
  private final int mask;
  private int next; // our tail; the kernel sees it after publish

  SubmissionQueue(RingMemory memory) {
    this.head = memory.submissionHead();
    this.tail = memory.submissionTail();
    this.entries = memory.submissionEntries();
    this.mask = memory.submissionMask();
    this.next = Memory.getInt(tail);
  }

  /** How many entries the kernel has not taken yet. */
  int pending() {
    return next - Memory.getIntAcquire(head);
  }

  boolean isFull() {
    return pending() > mask;
  }

  /**
   * Writes an entry; there must be room.
   *
   * @param what opcode, flags, priority and descriptor
   * @param lengthAndFlags length in the low half, flags of the operation in the high one
   * @param group the buffer group, where the operation takes a buffer from one
   */
  void put(long what, long offset, long address, long lengthAndFlags, long userData, long group) {
    long at = entries + ((long) (next & mask) << ENTRY_BITS);
    Memory.putLong(at, what);
    Memory.putLong(at + 8, offset);
    Memory.putLong(at + 16, address);
    Memory.putLong(at + 24, lengthAndFlags);
    Memory.putLong(at + 32, userData);
    Memory.putLong(at + 40, group);
    Memory.putLong(at + 48, 0);
    Memory.putLong(at + 56, 0);
    next++;
  }

  /** Shows the kernel what was written. */
  void publish() {
    Memory.putIntRelease(tail, next);
  }
}
