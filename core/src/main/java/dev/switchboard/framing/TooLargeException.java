package dev.switchboard.framing;

/** A message from the peer is longer than the limit. Nothing has been allocated for it. */
public final class TooLargeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final long length;
  private final long max;

  /**
   * @param length its length in bytes, or what has come of it so far where no length was announced
   * @param max the limit in bytes
   * @param what a sentence that shows the bytes that said so
   */
  public TooLargeException(long length, long max, String what) {
    super(what);
    this.length = length;
    this.max = max;
  }

  public long length() {
    return length;
  }

  public long max() {
    return max;
  }

  /** A message whose end has not come within the limit; {@code what} is such a message's name. */
  static TooLargeException endless(String what, long soFar, long max, String first) {
    return new TooLargeException(
        soFar,
        max,
        "a "
            + what
            + " is over the limit of "
            + max
            + " bytes: "
            + soFar
            + " have come without its end, first "
            + first);
  }
}
