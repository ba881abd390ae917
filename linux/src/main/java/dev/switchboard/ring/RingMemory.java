package dev.switchboard.ring;

import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import java.io.IOException;

/**
 * The memory that a ring shares with the kernel, and where in it what stands: io_uring_setup(2)
 * says that in struct io_uring_params, of 120 bytes.
 */
final class RingMemory implements AutoCloseable {

  private static final long QUEUES_OFFSET = 0; // IORING_OFF_SQ_RING; the completions are behind
  private static final long ENTRIES_OFFSET = 0x10000000L; // IORING_OFF_SQES
  private static final int SUBMISSION_OFFSETS = 40; // struct io_sqring_offsets
  private static final int COMPLETION_OFFSETS = 80; // struct io_cqring_offsets
  private static final int SUBMISSION_BYTES = 64;
  private static final int COMPLETION_BYTES = 16;

  private final long parameters;
  private final Pages queues;
  private final Pages entries;

  /**
   * @param parameters where setup has written its answer; it is read here only
   */
  RingMemory(long descriptor, long parameters) throws IOException {
    this.parameters = parameters;
    long submissions = Memory.getInt(parameters);
    long completions = Memory.getInt(parameters + 4);
    long length =
        Math.max(
            at(COMPLETION_OFFSETS + 20) + completions * COMPLETION_BYTES,
            at(SUBMISSION_OFFSETS + 24) + submissions * Integer.BYTES);
    this.queues = Pages.of(descriptor, QUEUES_OFFSET, length);
    try {
      this.entries = Pages.of(descriptor, ENTRIES_OFFSET, submissions * SUBMISSION_BYTES);
    } catch (IOException e) {
      queues.close();
      throw e;
    }
  }

  private long at(int offset) {
    return Integer.toUnsignedLong(Memory.getInt(parameters + offset));
  }

  private long place(int offset) {
    return queues.address() + at(offset);
  }

  long submissionHead() {
    return place(SUBMISSION_OFFSETS);
  }

  long submissionTail() {
    return place(SUBMISSION_OFFSETS + 4);
  }

  int submissionMask() {
    return Memory.getInt(place(SUBMISSION_OFFSETS + 8));
  }

  long submissionEntries() {
    return entries.address();
  }

  /** Without IORING_SETUP_NO_SQARRAY a table says in which order entries are meant: as they are. */
  void numberSubmissions() {
    long table = place(SUBMISSION_OFFSETS + 24);
    for (int i = 0; i <= submissionMask(); i++) {
      Memory.putInt(table + (long) i * Integer.BYTES, i);
    }
  }

  long completionHead() {
    return place(COMPLETION_OFFSETS);
  }

  long completionTail() {
    return place(COMPLETION_OFFSETS + 4);
  }

  int completionMask() {
    return Memory.getInt(place(COMPLETION_OFFSETS + 8));
  }

  long completionEntries() {
    return place(COMPLETION_OFFSETS + 20);
  }

  @Override
  public void close() {
    entries.close();
    queues.close();
  }
}
