package dev.switchboard.framing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The framings as they are typed on a command line. */
final class FramingNames {

  private static final String ALL =
      "none, text, line, length:N, u8, u16, u32, u16le, u32le, varint, delim:X, fixed:N, datagram";

  private FramingNames() {}

  static Framing parse(String name) {
    int colon = name.indexOf(':');
    String kind = colon < 0 ? name : name.substring(0, colon);
    String value = colon < 0 ? "" : name.substring(colon + 1);
    boolean wantsValue = kind.equals("length") || kind.equals("delim") || kind.equals("fixed");
    if (wantsValue == value.isEmpty() || (colon >= 0 && !wantsValue)) {
      throw unknown(name);
    }
    return switch (kind) {
      case "none" -> Framing.none();
      case "text" -> Framing.text();
      case "line" -> Framing.line();
      case "length" -> Framing.decimalLength(number(name, value));
      case "u8" -> Framing.u8();
      case "u16" -> Framing.u16();
      case "u32" -> Framing.u32();
      case "u16le" -> Framing.u16le();
      case "u32le" -> Framing.u32le();
      case "varint" -> Framing.varint();
      case "delim" -> Framing.delimiter(unescaped(name, value));
      case "fixed" -> Framing.fixed(number(name, value));
      case "datagram" -> Framing.datagram();
      default -> throw unknown(name);
    };
  }

  private static IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException("no framing is called '" + name + "'; there are " + ALL);
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "framing '"
              + name
              + "' wants a number of bytes or digits behind the colon, as in length:4",
          e);
    }
  }

  /** What {@link #unescaped} reads back as these bytes, whatever they are. */
  static String escaped(Frame bytes) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : bytes.toBytes()) {
      switch (b) {
        case '\n' -> escaped.append("\\n");
        case '\r' -> escaped.append("\\r");
        case '\t' -> escaped.append("\\t");
        case 0 -> escaped.append("\\0");
        case '\\' -> escaped.append("\\\\");
        default -> {
          if (b >= ' ' && b < 0x7F) {
            escaped.append((char) b);
          } else {
            escaped.append(String.format("\\x%02x", b));
          }
        }
      }
    }
    return escaped.toString();
  }

  private static byte[] unescaped(String name, String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char escape = i < value.length() ? value.charAt(i++) : ' ';
      switch (escape) {
        case 'n' -> bytes.write('\n');
        case 'r' -> bytes.write('\r');
        case 't' -> bytes.write('\t');
        case '0' -> bytes.write(0);
        case '\\' -> bytes.write('\\');
        case 'x' -> {
          bytes.write(hexadecimal(name, value, i));
          i += 2;
        }
        default -> throw badEscape(name);
      }
    }
    return bytes.toByteArray();
  }

  private static int hexadecimal(String name, String value, int from) {
    int high = from < value.length() ? Character.digit(value.charAt(from), 16) : -1;
    int low = from + 1 < value.length() ? Character.digit(value.charAt(from + 1), 16) : -1;
    if (high < 0 || low < 0) {
      throw badEscape(name);
    }
    return high * 16 + low;
  }

  private static IllegalArgumentException badEscape(String name) {
    return new IllegalArgumentException(
        "framing '" + name + "' has an escape that is none of \\n \\r \\t \\0 \\\\ \\xHH");
  }
}
