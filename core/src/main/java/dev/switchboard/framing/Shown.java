package dev.switchboard.framing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Bytes as people read them in an error: hexadecimal, and as the text that they may have been. */
public final class Shown {

  private static final int AT_MOST = 16;

  private Shown() {}

  /** For example {@code 47 45 54 20 "GET "}; of a long row the first 16 bytes and three dots. */
  public static String bytes(ByteBuffer memory, int offset, int length) {
    int count = Math.min(length, AT_MOST);
    byte[] bytes = new byte[Math.max(0, count)];
    memory.get(offset, bytes);
    StringBuilder shown = new StringBuilder();
    for (byte b : bytes) {
      shown.append(String.format("%02x ", b));
    }
    String dots = length > AT_MOST ? "…" : "";
    return shown.append(quoted(new String(bytes, StandardCharsets.UTF_8))).append(dots).toString();
  }

  /** Text in double quotes with every control character written as an escape. */
  public static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case 0 -> quoted.append("\\0");
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
              if (Character.isISOControl(c)) {
                quoted.append(String.format("\\x%02x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
