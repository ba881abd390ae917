package dev.switchboard.framing;

/** Bytes that cannot be what the protocol says; there is no way to find the next message. */
public final class MalformedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where, in bytes from the first byte of the message
   * @param what what is wrong there, with the bytes
   */
  public MalformedException(int offset, String what) {
    super(what);
    this.offset = offset;
  }

  /** Where, in bytes from the first byte of the message. */
  public int offset() {
    return offset;
  }
}
