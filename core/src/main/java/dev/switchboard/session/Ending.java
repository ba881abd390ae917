package dev.switchboard.session;

import dev.switchboard.framing.TruncatedException;
import dev.switchboard.framing.UnsendableException;
import java.time.Duration;

/**
 * How a conversation ended: the one list for programs, logs, metrics, pages and tests. As text each
 * is a sentence.
 */
public sealed interface Ending {

  /** Whether somebody should look: the peer or the network did not end in good order. */
  default boolean isFailure() {
    return true;
  }

  /** The peer finished, everything was answered, and we closed. */
  record PeerFinished() implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "the peer finished";
    }
  }

  /** The conversation closed. */
  record ClosedByUs() implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "closed by us";
    }
  }

  /** The connection was reset by the peer (RST), or it is gone and our write found out (EPIPE). */
  record Reset() implements Ending {
    @Override
    public String toString() {
      return "reset by the peer";
    }
  }

  /** The conversation asked for a reset. */
  record ResetByUs() implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "reset by us";
    }
  }

  /**
   * The peer finished in the middle of a message.
   *
   * @param had bytes of it that came
   * @param needed bytes that it takes, or {@link TruncatedException#UNKNOWN}
   */
  record Truncated(long had, long needed) implements Ending {
    @Override
    public String toString() {
      return needed == TruncatedException.UNKNOWN
          ? "truncated: the peer finished after " + had + " bytes of a message, before its end"
          : "truncated: the peer finished after "
              + had
              + " of the "
              + needed
              + " bytes of a message";
    }
  }

  /**
   * A message over the limit.
   *
   * @param length bytes that it takes, or that came so far where its length was not announced
   * @param max the limit
   * @param what a sentence with the bytes that said so
   */
  record TooLarge(long length, long max, String what) implements Ending {
    @Override
    public String toString() {
      return "too large: " + what;
    }
  }

  /**
   * Bytes that are not what the protocol says.
   *
   * @param offset where in the stream, from 0
   * @param what what is wrong, with the bytes
   */
  record Malformed(long offset, String what) implements Ending {
    @Override
    public String toString() {
      return "malformed at offset " + offset + ": " + what;
    }
  }

  /** Nothing was heard or sent for longer than the limit. */
  record Idle(Duration limit) implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "idle for " + shown(limit);
    }
  }

  /** A message began and was not complete within the limit. */
  record Late(Duration limit) implements Ending {
    @Override
    public String toString() {
      return "late: a message was not complete after " + shown(limit);
    }
  }

  /** The peer took no byte of what waited for it within the limit. */
  record WriteTimeout(Duration limit, long pending) implements Ending {
    @Override
    public String toString() {
      return "write timeout: the peer took none of " + pending + " bytes for " + shown(limit);
    }
  }

  /** Posting found the connection full for longer than the limit. */
  record TooSlow(Duration limit, long pending) implements Ending {
    @Override
    public String toString() {
      return "too slow: the peer was behind by " + pending + " bytes for " + shown(limit);
    }
  }

  /** The service threw an exception, or wanted to send what the framing cannot carry. */
  record ServiceFailed(Throwable cause) implements Ending {
    @Override
    public String toString() {
      boolean saysAll = cause instanceof UnsendableException;
      return "the service failed: " + (saysAll ? cause.getMessage() : cause);
    }
  }

  /** The server stopped, and this connection was between messages. */
  record Drained() implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "drained: the server stopped";
    }
  }

  /** The server stopped, and this connection did not end in time. */
  record Forced() implements Ending {
    @Override
    public String toString() {
      return "forced: the server stopped, and this connection was still busy";
    }
  }

  /** The datagram session of a remote address made room for another one. */
  record Evicted() implements Ending {
    @Override
    public boolean isFailure() {
      return false;
    }

    @Override
    public String toString() {
      return "evicted: the oldest idle session made room for a new one";
    }
  }

  /**
   * TLS: the connection ended without the peer's close_notify, so that nobody knows whether that
   * was all (RFC 8446, 6.1).
   */
  record TlsTruncated() implements Ending {
    @Override
    public String toString() {
      return "truncated: the connection ended without close_notify, so some of what the peer said"
          + " may be missing";
    }
  }

  /** TLS: the handshake was not done within the limit. */
  record TlsLate(Duration limit) implements Ending {
    @Override
    public String toString() {
      return "late: the TLS handshake was not done after " + shown(limit);
    }
  }

  /**
   * TLS was expected, and the peer speaks something else.
   *
   * @param what what it began with
   */
  record NotTls(String what) implements Ending {
    @Override
    public String toString() {
      return "not TLS: " + what;
    }
  }

  /**
   * TLS failed, in the handshake or later.
   *
   * @param what who refused what, and why
   */
  record TlsFailed(String what) implements Ending {
    @Override
    public String toString() {
      return "TLS failed: " + what;
    }
  }

  /** The system answered a call with something else. */
  record IoError(String what) implements Ending {
    @Override
    public String toString() {
      return "I/O error: " + what;
    }
  }

  private static String shown(Duration time) {
    long millis = time.toMillis();
    if (millis < 1000 || millis % 1000 != 0) {
      return millis + " ms";
    }
    return millis % 60_000 == 0 ? millis / 60_000 + " min" : millis / 1000 + " s";
  }
}
