package dev.switchboard.wire;

import dev.switchboard.session.Ending;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Locale;

/**
 * What the system answered, read from the JDK's exceptions.
 *
 * <p>The JDK tells most error numbers by the text alone, and the text differs between read ("
 * Connection reset", the JDK's own) and write (strerror(3): "Connection reset by peer", "Broken
 * pipe"). This is the one place that looks at texts. Where the C library speaks another language,
 * {@link ForeignTexts} finds out what it says.
 */
public enum SystemAnswer {
  /** ECONNRESET, EPIPE, ECONNABORTED: the connection is gone. */
  RESET(
      "Connection reset",
      "Connection reset by peer",
      "Broken pipe",
      "Software caused connection abort"),
  /** EMFILE, ENFILE: no descriptor is left, in this process or on this machine. */
  TOO_MANY_OPEN_FILES("Too many open files", "Too many open files in system"),
  /** EADDRINUSE. */
  ADDRESS_IN_USE("Address already in use"),
  /** EACCES, EPERM. */
  NOT_PERMITTED("Permission denied", "Operation not permitted"),
  /** EADDRNOTAVAIL. */
  NOT_OUR_ADDRESS("Cannot assign requested address"),
  /** ECONNREFUSED. */
  REFUSED("Connection refused"),
  /** ETIMEDOUT. */
  TIMED_OUT("Connection timed out"),
  /** ENETUNREACH, EHOSTUNREACH. */
  UNREACHABLE("Network is unreachable", "No route to host"),
  /** EAGAIN of connect(2) on a Unix socket. */
  QUEUE_FULL("Resource temporarily unavailable"),
  /** EMSGSIZE. */
  TOO_LONG("Message too long"),
  /** ENOENT. */
  NO_SUCH_FILE("No such file or directory"),
  /** The JDK's own words for a path that does not fit into sun_path of unix(7). */
  PATH_TOO_LONG("Unix domain path too long"),
  /** The descriptor was closed by us meanwhile. */
  CLOSED(),
  /** Anything else. */
  OTHER();

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives one that does not change
  private final List<String> texts;

  SystemAnswer(String... texts) {
    this.texts = List.of(texts);
  }

  /** What this exception says. */
  public static SystemAnswer of(IOException exception) {
    SystemAnswer known = ofKnown(exception);
    return known == OTHER ? ofForeign(exception, ForeignTexts.ofThisProcess()) : known;
  }

  /** The meaning of a text that is not English, where the C library says these for a reset. */
  static SystemAnswer ofForeign(IOException exception, ForeignTexts texts) {
    return texts.meansReset(said(exception)) ? RESET : OTHER;
  }

  private static SystemAnswer ofKnown(IOException exception) {
    if (exception instanceof AnsweredException answered) {
      return answered.answer();
    }
    if (exception instanceof ClosedChannelException) {
      return CLOSED;
    }
    String text = withoutDetail(String.valueOf(exception.getMessage()));
    for (SystemAnswer answer : values()) {
      for (String known : answer.texts) {
        if (known.equalsIgnoreCase(text)) {
          return answer;
        }
      }
    }
    return byType(exception);
  }

  /** The JDK has types for these, whatever the text says and in which language. */
  private static SystemAnswer byType(IOException exception) {
    return switch (exception) {
      case NoRouteToHostException e -> UNREACHABLE;
      case ConnectException e -> REFUSED;
      case PortUnreachableException e -> REFUSED;
      case BindException e -> ADDRESS_IN_USE;
      case SocketTimeoutException e -> TIMED_OUT;
      default -> OTHER;
    };
  }

  /** Some texts carry the call in brackets behind them: "Address already in use (Bind failed)". */
  private static String withoutDetail(String text) {
    int bracket = text.indexOf(" (");
    return bracket < 0 ? text : text.substring(0, bracket);
  }

  /** The ending that a failed read or write means. */
  public static Ending ending(IOException exception) {
    return of(exception) == RESET ? new Ending.Reset() : new Ending.IoError(said(exception));
  }

  /** The system's own words, for a sentence. */
  public static String said(IOException exception) {
    String text = exception.getMessage();
    if (exception instanceof PortUnreachableException) {
      return "connection refused"; // the JDK says nothing
    }
    if (text == null || text.isEmpty()) {
      return exception.getClass().getSimpleName();
    }
    boolean abbreviation = text.length() > 1 && Character.isUpperCase(text.charAt(1));
    return abbreviation ? text : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
