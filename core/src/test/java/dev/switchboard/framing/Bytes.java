package dev.switchboard.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** Bytes in tests are strings of characters up to U+00FF, one for each byte. */
public final class Bytes {

  private Bytes() {}

  public static byte[] of(String bytes) {
    return bytes.getBytes(ISO_8859_1);
  }

  public static String shown(byte... bytes) {
    return new String(bytes, ISO_8859_1);
  }

  /** One string for each byte. */
  public static List<String> each(String bytes) {
    return bytes.chars().mapToObj(Character::toString).toList();
  }

  public static Frame frame(String bytes) {
    return Frame.of(of(bytes));
  }

  static ByteBuffer buffer(String bytes) {
    return ByteBuffer.wrap(of(bytes));
  }

  /** What {@code codec} sends for these messages. */
  static String encoded(Codec codec, String... messages) {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (String message : messages) {
      codec.encode(frame(message), into(wire));
    }
    return shown(wire.toByteArray());
  }

  static Output into(ByteArrayOutputStream wire) {
    return (memory, offset, length) -> {
      for (int i = 0; i < length; i++) {
        wire.write(memory.get(offset + i));
      }
    };
  }
}
