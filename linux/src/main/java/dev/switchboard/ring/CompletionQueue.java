package dev.switchboard.ring;

import dev.switchboard.kernel.Memory;

/**
 * What the kernel has done: a ring of entries of 16 bytes (struct io_uring_cqe of
 * linux/io_uring.h). The kernel moves the tail, we the head.
 *
 * <p>An entry is read whole before it is handled, so that the head may be published at any time:
 * the kernel may write where we have read.
 */
final class CompletionQueue {

  private static final int ENTRY_BITS = 4;

  private final long head;
  private final long tail;
  private final long entries;
  private final int mask;
  private int next; // our head; the kernel sees it after publish

  CompletionQueue(RingMemory memory) {
    this.head = memory.completionHead();
    this.tail = memory.completionTail();
    this.entries = memory.completionEntries();
    this.mask = memory.completionMask();
    this.next = Memory.getInt(head);
  }

  boolean isEmpty() {
    return Memory.getIntAcquire(tail) == next;
  }

  /** Hands over what is there now, in order, and answers how many that were. */
  int drain(Completions to) {
    int end = Memory.getIntAcquire(tail);
    int count = end - next;
    while (next != end) {
      long at = entries + ((long) (next & mask) << ENTRY_BITS);
      long userData = Memory.getLong(at);
      int result = Memory.getInt(at + 8);
      int flags = Memory.getInt(at + 12);
      next++;
      to.completed(userData, result, flags);
    }
    return count;
  }

  /** Shows the kernel what was read: it may write there again. */
  void publish() {
    Memory.putIntRelease(head, next);
  }
}
