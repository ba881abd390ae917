package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.framing.Shown;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Header or trailer fields, line by line (RFC 9112, 5). A line that begins with a blank goes on
 * with the one before it; such a fold becomes one blank (5.2).
 */
final class FieldSection {

  /** Far more than servers send, and too few to keep anybody busy. */
  static final int MOST_LINES = 500;

  private final List<Field> fields = new ArrayList<>();
  private int lines;

  /** One line without its end, each character a byte; not the empty one that ends the section. */
  void line(String line) throws ReplyException {
    lines++;
    if (lines > MOST_LINES) {
      throw new ReplyException.Malformed("it has more than " + MOST_LINES + " header lines");
    }
    boolean fold = line.charAt(0) == ' ' || line.charAt(0) == '\t';
    int colon = line.indexOf(':');
    boolean valid =
        line.chars().noneMatch(c -> c == '\r' || c == 0)
            && (fold ? !fields.isEmpty() : colon > 0 && Field.isToken(line.substring(0, colon)));
    if (!valid) {
      throw new ReplyException.Malformed("a header line of it is none: " + shown(line));
    }
    if (fold) {
      Field last = fields.removeLast();
      fields.add(new Field(last.name(), stripped(last.value() + " " + stripped(line))));
    } else {
      fields.add(new Field(line.substring(0, colon), stripped(line.substring(colon + 1))));
    }
  }

  List<Field> fields() {
    return List.copyOf(fields);
  }

  /** RFC 9110, 5.6.3: blanks and tabs around a value do not belong to it; other signs do. */
  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A row of bytes for an error. */
  static String shown(String bytes) {
    byte[] raw = bytes.getBytes(ISO_8859_1);
    return Shown.bytes(ByteBuffer.wrap(raw), 0, raw.length);
  }
}
