package dev.switchboard.framing;

/** The stream ended in the middle of a message. */
public final class TruncatedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** In place of {@code needed} where the message did not say how long it would be. */
  public static final long UNKNOWN = -1;

  private final long had;
  private final long needed;

  /**
   * @param had bytes that came, with those of the framing
   * @param needed bytes that the message takes, with those of the framing, or {@link #UNKNOWN}
   */
  public TruncatedException(long had, long needed) {
    super(
        needed == UNKNOWN
            ? "the stream ended after " + had + " bytes of a message, before its end was marked"
            : "the stream ended after " + had + " of the " + needed + " bytes of a message");
    this.had = had;
    this.needed = needed;
  }

  public long had() {
    return had;
  }

  public long needed() {
    return needed;
  }
}
