package dev.switchboard.ring;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import java.util.List;

/**
 * What a ring asks of io_uring_setup(2), the best first. An older kernel does not know some flags
 * and answers EINVAL; then the next is tried.
 *
 * @param flags IORING_SETUP_…
 */
record RingSetup(int flags) {

  private static final int COMPLETIONS_SIZE = 1 << 3; // CQSIZE: 5.5
  private static final int CLAMP = 1 << 4; // 5.6
  private static final int DISABLED = 1 << 6; // R_DISABLED, until its thread enables it: 5.10
  private static final int SUBMIT_ALL = 1 << 7; // 5.18
  private static final int COOPERATIVE = 1 << 8; // COOP_TASKRUN: 5.19
  private static final int SINGLE_ISSUER = 1 << 12; // 6.0
  private static final int DEFERRED = 1 << 13; // DEFER_TASKRUN: 6.1
  private static final int NO_TABLE = 1 << 16; // NO_SQARRAY: 6.6

  private static final int ALWAYS =
      COMPLETIONS_SIZE | CLAMP | DISABLED | SUBMIT_ALL | SINGLE_ISSUER;

  static final RingSetup BEST = new RingSetup(ALWAYS | DEFERRED | NO_TABLE);

  /** From that of Linux 6.6 down to that of 6.0. */
  static final List<RingSetup> ALL =
      List.of(BEST, new RingSetup(ALWAYS | DEFERRED), new RingSetup(ALWAYS | COOPERATIVE));

  /** How many bytes the parameters take. */
  static final int BYTES = 120;

  boolean hasTable() {
    return (flags & NO_TABLE) == 0;
  }

  /**
   * Asks for a ring: its descriptor, or a negative error number.
   *
   * @param parameters {@link #BYTES} of memory, for the answer
   */
  long ask(int submissions, int completions, long parameters) {
    Memory.clear(parameters, BYTES);
    Memory.putInt(parameters + 4, completions);
    Memory.putInt(parameters + 8, flags);
    return Kernel.call(Call.IO_URING_SETUP, submissions, parameters, 0);
  }

  /** Whether this answer says that the kernel does not know a flag. */
  static boolean unknown(long answer) {
    return Errno.EINVAL.is(answer);
  }
}
