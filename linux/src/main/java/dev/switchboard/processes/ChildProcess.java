package dev.switchboard.processes;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A process that we started, the leader of a group of its own.
 *
 * <p>Its number is ours until {@link #reap()}: until then a process that has ended is kept by the
 * kernel as a zombie, and nobody else gets the number (wait(2)). So a signal never hits a stranger.
 */
final class ChildProcess {

  private static final int P_PID = 1; // waitid(2)
  private static final int WEXITED = 4;
  private static final int WNOWAIT = 0x0100_0000;
  private static final int CLD_EXITED = 1; // sigaction(2), si_code
  private static final int SIGINFO_BYTES = 128;
  private static final int SI_CODE = 8;
  private static final int SI_STATUS = 24;

  private final int pid;
  private boolean reaped; // guarded by this

  ChildProcess(int pid) {
    this.pid = pid;
  }

  int pid() {
    return pid;
  }

  /**
   * Waits for its end and leaves it a zombie. Holds its thread, which must be a platform thread.
   */
  Exit await() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
      long result = waitFor(info, WEXITED | WNOWAIT);
      if (result < 0) {
        return new Exit.Unknown();
      }
      int status = info.get(ValueLayout.JAVA_INT, SI_STATUS);
      return info.get(ValueLayout.JAVA_INT, SI_CODE) == CLD_EXITED
          ? new Exit.Code(status)
          : new Exit.Killed(status);
    }
  }

  private long waitFor(MemorySegment info, int options) {
    while (true) {
      long result = Kernel.call(Call.WAITID, P_PID, pid, info.address(), options, 0, 0);
      if (!Errno.EINTR.is(result)) {
        return result;
      }
    }
  }

  /** Any thread: sends a signal to all of its group; nothing once it was reaped. */
  synchronized void signal(int signal) {
    if (!reaped) {
      Kernel.call(Call.KILL, -pid, signal, 0); // all have gone already, or have it now
    }
  }

  /** Lets the kernel forget it, after {@link #await()}. */
  void reap() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = arena.allocate(SIGINFO_BYTES, Long.BYTES);
      synchronized (this) {
        waitFor(info, WEXITED);
        reaped = true;
      }
    }
  }
}
