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

  /** Text in double quotes, with what nobody would see written as escapes. */
  public static String quoted(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return '"' + Escaped.bytes(bytes, 0, bytes.length) + '"';
  }
}
