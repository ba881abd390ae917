package dev.switchboard.wire;

import java.io.IOException;

/** Something could not be done on an endpoint; the message is a sentence for people. */
public final class EndpointException extends IOException {

  private static final long serialVersionUID = 1L;

  public EndpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
