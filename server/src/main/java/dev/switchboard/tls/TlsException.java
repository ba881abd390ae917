package dev.switchboard.tls;

import dev.switchboard.session.Ending;
import java.io.IOException;

/** TLS has ended, and not in good order; {@link #ending()} says how. */
public final class TlsException extends IOException {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // nobody writes exceptions away
  private final Ending ending;

  TlsException(Ending ending) {
    super(ending.toString());
    this.ending = ending;
  }

  TlsException(Ending ending, Throwable cause) {
    super(ending.toString(), cause);
    this.ending = ending;
  }

  /** One that is found where bytes are moved. */
  public static TlsException of(Ending ending, Throwable cause) {
    return new TlsException(ending, cause);
  }

  /** How it ended. */
  public Ending ending() {
    return ending;
  }
}
