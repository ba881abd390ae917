package dev.switchboard.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Some bytes for a sentence. */
final class Shown {

  private Shown() {}

  static String bytes(ByteBuffer bytes, int most) {
    byte[] some = new byte[Math.min(most, bytes.remaining())];
    bytes.get(bytes.position(), some);
    return new String(some, ISO_8859_1).replaceAll("[^ -~]", "·");
  }
}
