package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.HexFormat;

/**
 * Bytes as {@code hexdump -C} shows them: offset, sixteen in hexadecimal, the text that they may
 * be. Each reply begins a line, so that one sees what came at once; offsets go on through all.
 *
 * <pre>
 *   00000000  48 65 6c 6c 6f 20 41 64  61 0a                    |Hello Ada.|
 * </pre>
 */
final class HexDump implements Rendering {

  private static final int WIDTH = 16;
  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

  private long offset;

  @Override
  public byte[] of(byte... reply) {
    StringBuilder dump = new StringBuilder(reply.length * 5 + 80);
    for (int from = 0; from < reply.length; from += WIDTH) {
      line(dump, reply, from, Math.min(WIDTH, reply.length - from));
    }
    return dump.toString().getBytes(US_ASCII);
  }

  private void line(StringBuilder dump, byte[] bytes, int from, int count) {
    int half = Math.min(count, WIDTH / 2);
    String first = HEX.formatHex(bytes, from, from + half);
    String second = HEX.formatHex(bytes, from + half, from + count);
    dump.append("%08x  %-23s  %-23s  |".formatted(offset, first, second));
    for (int i = from; i < from + count; i++) {
      dump.append(bytes[i] >= ' ' && bytes[i] < 0x7F ? (char) bytes[i] : '.');
    }
    dump.append("|\n");
    offset += count;
  }
}
