package dev.switchboard.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The calls on sockets that a loop makes by itself, because they do not wait. Any thread may call,
 * as long as it knows that nobody closes the descriptor meanwhile.
 */
final class Sockets {

  private static final int SHUT_WR = 1;
  private static final int SHUT_RDWR = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int F_DUPFD_CLOEXEC = 1030;

  /** struct linger of socket(7): on, for 0 seconds. */
  private static final MemorySegment ON_FOR_NO_TIME = Arena.global().allocateFrom(JAVA_INT, 1, 0);

  private Sockets() {}

  /**
   * shutdown(2) with SHUT_WR: sends the end of our stream. A negative answer is an error number.
   */
  static long finish(int socket) {
    return Kernel.call(Call.SHUTDOWN, socket, SHUT_WR, 0);
  }

  /** Ends a socket that somebody else will close. */
  static void shutdown(int socket) {
    Kernel.call(Call.SHUTDOWN, socket, SHUT_RDWR, 0);
  }

  static void close(int socket) {
    Kernel.call(Call.CLOSE, socket);
  }

  /** SO_LINGER of 0: close sends a reset. What it answers changes nothing any more. */
  static void resetAtClose(int socket) {
    Kernel.call(Call.SETSOCKOPT, socket, SOL_SOCKET, SO_LINGER, ON_FOR_NO_TIME.address(), 8, 0);
  }

  static void reset(int socket) {
    resetAtClose(socket);
    close(socket);
  }

  /** Another descriptor of the same socket, closed on exec. */
  static int copy(int socket) throws IOException {
    return (int) Kernel.need(Call.FCNTL, socket, F_DUPFD_CLOEXEC, 0, 0, 0, 0);
  }
}
