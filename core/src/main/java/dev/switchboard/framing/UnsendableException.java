package dev.switchboard.framing;

/**
 * A message that the framing cannot carry: too long for the length field, of another size than the
 * fixed one, or with the delimiter inside. It is refused by the side that would send it; nothing
 * has been sent.
 */
public final class UnsendableException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  public UnsendableException(String message) {
    super(message);
  }
}
