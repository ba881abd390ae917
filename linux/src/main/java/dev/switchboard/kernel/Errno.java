package dev.switchboard.kernel;

import dev.switchboard.wire.AnsweredException;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the kernel answers instead of a result (errno(3)), with the words of strerror(3). */
public enum Errno {
  EPERM(1, "Operation not permitted", SystemAnswer.NOT_PERMITTED),
  ENOENT(2, "No such file or directory", SystemAnswer.NO_SUCH_FILE),
  ESRCH(3, "No such process", SystemAnswer.OTHER),
  EINTR(4, "Interrupted system call", SystemAnswer.OTHER),
  EIO(5, "Input/output error", SystemAnswer.OTHER),
  E2BIG(7, "Argument list too long", SystemAnswer.OTHER),
  ENOEXEC(8, "Exec format error", SystemAnswer.OTHER),
  EBADF(9, "Bad file descriptor", SystemAnswer.CLOSED),
  ECHILD(10, "No child processes", SystemAnswer.OTHER),
  EAGAIN(11, "Resource temporarily unavailable", SystemAnswer.QUEUE_FULL),
  ENOMEM(12, "Cannot allocate memory", SystemAnswer.OTHER),
  EACCES(13, "Permission denied", SystemAnswer.NOT_PERMITTED),
  EBUSY(16, "Device or resource busy", SystemAnswer.OTHER),
  EINVAL(22, "Invalid argument", SystemAnswer.OTHER),
  ENFILE(23, "Too many open files in system", SystemAnswer.TOO_MANY_OPEN_FILES),
  EMFILE(24, "Too many open files", SystemAnswer.TOO_MANY_OPEN_FILES),
  EPIPE(32, "Broken pipe", SystemAnswer.RESET),
  ENAMETOOLONG(36, "File name too long", SystemAnswer.PATH_TOO_LONG),
  ENOSYS(38, "Function not implemented", SystemAnswer.OTHER),
  ETIME(62, "Timer expired", SystemAnswer.OTHER),
  EMSGSIZE(90, "Message too long", SystemAnswer.TOO_LONG),
  EPROTONOSUPPORT(93, "Protocol not supported", SystemAnswer.OTHER),
  EOPNOTSUPP(95, "Operation not supported", SystemAnswer.OTHER),
  EAFNOSUPPORT(97, "Address family not supported by protocol", SystemAnswer.OTHER),
  EADDRINUSE(98, "Address already in use", SystemAnswer.ADDRESS_IN_USE),
  EADDRNOTAVAIL(99, "Cannot assign requested address", SystemAnswer.NOT_OUR_ADDRESS),
  ENETUNREACH(101, "Network is unreachable", SystemAnswer.UNREACHABLE),
  ECONNABORTED(103, "Software caused connection abort", SystemAnswer.RESET),
  ECONNRESET(104, "Connection reset by peer", SystemAnswer.RESET),
  ENOBUFS(105, "No buffer space available", SystemAnswer.OTHER),
  EISCONN(106, "Transport endpoint is already connected", SystemAnswer.OTHER),
  ENOTCONN(107, "Transport endpoint is not connected", SystemAnswer.OTHER),
  ETIMEDOUT(110, "Connection timed out", SystemAnswer.TIMED_OUT),
  ECONNREFUSED(111, "Connection refused", SystemAnswer.REFUSED),
  EHOSTUNREACH(113, "No route to host", SystemAnswer.UNREACHABLE),
  EINPROGRESS(115, "Operation now in progress", SystemAnswer.OTHER),
  ECANCELED(125, "Operation canceled", SystemAnswer.OTHER);

  private static final Map<Integer, Errno> BY_NUMBER =
      Arrays.stream(values()).collect(Collectors.toMap(errno -> errno.number, Function.identity()));

  private final int number;
  private final String words;
  private final SystemAnswer answer;

  Errno(int number, String words, SystemAnswer answer) {
    this.number = number;
    this.words = words;
    this.answer = answer;
  }

  /** Whether a call's result, which is negative when it failed, is this failure. */
  public boolean is(long result) {
    return result == -number;
  }

  /** This failure. */
  public IOException failure() {
    return new AnsweredException(answer, words);
  }

  /** The negative result of a call that failed so. */
  public long result() {
    return -number;
  }

  /** The failure that a negative result of a call is. */
  public static IOException failure(long result) {
    Errno known = BY_NUMBER.get((int) -result);
    return known == null
        ? new AnsweredException(SystemAnswer.OTHER, "error " + -result)
        : new AnsweredException(known.answer, known.words);
  }
}
