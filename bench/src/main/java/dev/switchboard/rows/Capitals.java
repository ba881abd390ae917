package dev.switchboard.rows;

/** ASCII letters as capitals, byte by byte: what a row does to a line must cost the same in all. */
final class Capitals {

  private Capitals() {}

  static byte of(byte letter) {
    return letter >= 'a' && letter <= 'z' ? (byte) (letter - ('a' - 'A')) : letter;
  }

  static void in(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      bytes[i] = of(bytes[i]);
    }
  }
}
