package dev.switchboard.framing;

/**
 * A row of bytes to be found in a stream, byte by byte (Knuth, Morris, Pratt 1977): no byte of the
 * stream is looked at again, so a needle that nearly comes again and again costs no more than
 * another.
 *
 * <p>It never changes and is shared; where a search stands is one number that its caller keeps: how
 * many bytes of the needle the bytes seen last are.
 */
final class Needle {

  private final byte[] bytes;

  /** Where to go on when all but the first n bytes have failed. */
  private final int[] fallback;

  Needle(byte[] bytes) {
    this.bytes = bytes;
    this.fallback = new int[bytes.length + 1];
    int border = 0;
    for (int i = 1; i < bytes.length; i++) {
      while (border > 0 && bytes[i] != bytes[border]) {
        border = fallback[border];
      }
      if (bytes[i] == bytes[border]) {
        border++;
      }
      fallback[i + 1] = border;
    }
  }

  int length() {
    return bytes.length;
  }

  /** Whether the needle goes on with {@code value} where {@code matched} bytes have come. */
  boolean continues(int matched, byte value) {
    return bytes[matched] == value;
  }

  /** How many bytes may have come instead, where {@code matched} have and the next did not. */
  int shorter(int matched) {
    return fallback[matched];
  }
}
