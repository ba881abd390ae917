package dev.switchboard.framing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/**
 * Any bytes as visible text from which they can be had back: UTF-8 as it is, and everything else,
 * and what nobody would see, as an escape.
 */
public final class Escaped {

  private Escaped() {}

  /** Some of these bytes as they stand within quotes. */
  public static String bytes(byte[] bytes, int from, int to) {
    StringBuilder quoted = new StringBuilder();
    CharsetDecoder decoder = UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
    CharBuffer out = CharBuffer.allocate(to - from + 1);
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out, true);
      out.flip().codePoints().forEach(c -> append(quoted, c));
      out.clear();
      decoder.reset();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        hexadecimal(quoted, in.get());
      }
    }
    return quoted.toString();
  }

  private static void append(StringBuilder quoted, int c) {
    switch (c) {
      case '\n' -> quoted.append("\\n");
      case '\r' -> quoted.append("\\r");
      case '\t' -> quoted.append("\\t");
      case 0 -> quoted.append("\\0");
      case '"' -> quoted.append("\\\"");
      case '\\' -> quoted.append("\\\\");
      default -> {
        if (isVisible(c)) {
          quoted.appendCodePoint(c);
        } else {
          for (byte b : Character.toString(c).getBytes(UTF_8)) {
            hexadecimal(quoted, b);
          }
        }
      }
    }
  }

  /** Not so controls, what changes the direction of text, and spaces that look like others. */
  public static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  private static void hexadecimal(StringBuilder quoted, byte b) {
    quoted.append("\\x");
    quoted.append(Character.forDigit((b >> 4) & 15, 16));
    quoted.append(Character.forDigit(b & 15, 16));
  }
}
