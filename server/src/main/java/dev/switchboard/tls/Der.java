package dev.switchboard.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The few values of DER (X.690) that keys and certificates are made of, and how to walk in them.
 */
final class Der {

  static final int SEQUENCE = 0x30;
  static final int INTEGER = 0x02;
  static final int OCTETS = 0x04;
  static final int SET = 0x31;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Der() {}

  // ---- writing: each answers tag, length and content ----

  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(tag);
    int length = content.size();
    if (length < 0x80) {
      all.write(length);
    } else {
      byte[] bytes = BigInteger.valueOf(length).toByteArray();
      int from = bytes[0] == 0 ? 1 : 0;
      all.write(0x80 | (bytes.length - from));
      all.write(bytes, from, bytes.length - from);
    }
    all.writeBytes(content.toByteArray());
    return all.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return value(SEQUENCE, parts);
  }

  static byte[] integer(BigInteger number) {
    return value(INTEGER, number.toByteArray());
  }

  static byte[] integer(int number) {
    return integer(BigInteger.valueOf(number));
  }

  static byte[] octets(byte... bytes) {
    return value(OCTETS, bytes);
  }

  /** A string of whole bytes. */
  static byte[] bits(byte... bytes) {
    return value(0x03, new byte[] {0}, bytes);
  }

  static byte[] utf8(String text) {
    return value(0x0c, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] nothing() {
    return value(0x05);
  }

  /** GeneralizedTime, which has a year of four digits. */
  static byte[] time(Instant at) {
    return value(0x18, TIME.format(at).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier as it is written: 1.2.840.10045.2.1. */
  static byte[] identifier(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(40 * Integer.parseInt(parts[0]) + Integer.parseInt(parts[1]));
    for (int i = 2; i < parts.length; i++) {
      int number = Integer.parseInt(parts[i]);
      for (int shift = 28; shift > 0; shift -= 7) {
        if (number >>> shift != 0) {
          bytes.write(0x80 | ((number >>> shift) & 0x7f));
        }
      }
      bytes.write(number & 0x7f);
    }
    return value(0x06, bytes.toByteArray());
  }

  // ---- reading ----

  /** Where the content of the value begins that begins here. */
  static int content(byte[] der, int at) {
    int length = der[at + 1] & 0xff;
    return at + 2 + (length < 0x80 ? 0 : length & 0x7f);
  }

  /** Where the value ends that begins here. */
  static int end(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return at + 2 + first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = (length << 8) | (der[at + 2 + i] & 0xff);
    }
    return content(der, at) + length;
  }
}
