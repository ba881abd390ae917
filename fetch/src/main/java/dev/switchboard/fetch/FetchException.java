package dev.switchboard.fetch;

import java.io.IOException;

/** Something could not be fetched; the message is a sentence for people. */
public final class FetchException extends IOException {

  private static final long serialVersionUID = 1L;

  FetchException(String message) {
    super(message);
  }

  FetchException(String message, Throwable cause) {
    super(message, cause);
  }
}
