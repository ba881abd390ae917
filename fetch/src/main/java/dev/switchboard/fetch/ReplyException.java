package dev.switchboard.fetch;

import java.io.IOException;

/** What came is not a whole and valid reply; the message says what it is, without where from. */
public abstract sealed class ReplyException extends IOException {

  private static final long serialVersionUID = 1L;

  private ReplyException(String message) {
    super(message);
  }

  /** What came cannot be a reply of HTTP/1.x, or is over a limit. */
  public static final class Malformed extends ReplyException {

    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message);
    }
  }

  /** The stream ended before the reply did. */
  public static final class EndedEarly extends ReplyException {

    private static final long serialVersionUID = 1L;

    EndedEarly(String message) {
      super(message);
    }
  }
}
