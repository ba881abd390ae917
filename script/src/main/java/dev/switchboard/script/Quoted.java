package dev.switchboard.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.framing.Escaped;
import dev.switchboard.framing.Frame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Data in quotes, to and fro: what is written for any bytes is read back as the same bytes, and
 * nothing in it is invisible.
 */
final class Quoted {

  /** One step holds no more; larger data is spoken in several. */
  static final long MOST_BYTES = 64 << 20;

  private Quoted() {}

  /** Reads {@code "…"} with what follows it of the same kind: {@code "…"*N "…"}. */
  static List<Act.Piece> read(LineCursor cursor) {
    List<Act.Piece> pieces = new ArrayList<>();
    long length = 0;
    while (cursor.sees("\"")) {
      int from = cursor.at();
      Frame bytes = one(cursor);
      int times = cursor.takes("*") ? times(cursor) : 1;
      Act.Piece piece = new Act.Piece(bytes, times);
      length += piece.length();
      if (length > MOST_BYTES) {
        cursor.backTo(from);
        throw cursor.wrong(
            "these are " + length + " bytes, and one step holds at most " + MOST_BYTES);
      }
      pieces.add(piece);
      cursor.skipBlanks();
    }
    return pieces;
  }

  private static Frame one(LineCursor cursor) {
    cursor.takes("\"");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!cursor.takes("\"")) {
      int place = cursor.at();
      int c = cursor.next();
      if (c < 0) {
        throw cursor.expected("a closing quote \"");
      }
      if (c == '\\') {
        escape(cursor, place, bytes);
      } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        cursor.backTo(place);
        throw cursor.wrong("half of a character, which UTF-8 cannot carry");
      } else {
        bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
      }
    }
    return Frame.of(bytes.toByteArray());
  }

  private static void escape(LineCursor cursor, int place, ByteArrayOutputStream bytes) {
    switch (cursor.next()) {
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case '0' -> bytes.write(0);
      case '"' -> bytes.write('"');
      case '\\' -> bytes.write('\\');
      case 'x' -> bytes.write(digit(cursor) * 16 + digit(cursor));
      default -> {
        cursor.backTo(place);
        throw cursor.expected("one of the escapes \\n \\r \\t \\0 \\\" \\\\ \\xHH");
      }
    }
  }

  private static int digit(LineCursor cursor) {
    int place = cursor.at();
    int c = cursor.next();
    int value = c < 0x80 ? Character.digit(c, 16) : -1;
    if (value < 0) {
      cursor.backTo(place);
      throw cursor.expected("a hexadecimal digit");
    }
    return value;
  }

  private static int times(LineCursor cursor) {
    int place = cursor.at();
    long times = 0;
    int digits = 0;
    while (digits < 10 && cursor.at() < cursor.text().length() && isDigit(cursor)) {
      times = times * 10 + (cursor.next() - '0');
      digits++;
    }
    if (digits == 0 || times < 1 || times > MOST_BYTES) {
      cursor.backTo(place);
      throw cursor.expected("how often, a number from 1 to " + MOST_BYTES);
    }
    return (int) times;
  }

  private static boolean isDigit(LineCursor cursor) {
    char c = cursor.text().charAt(cursor.at());
    return c >= '0' && c <= '9';
  }

  /** These bytes in quotes. */
  static String of(byte... bytes) {
    return '"' + Escaped.bytes(bytes, 0, bytes.length) + '"';
  }
}
