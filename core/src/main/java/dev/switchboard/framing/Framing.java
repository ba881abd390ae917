package dev.switchboard.framing;

import java.nio.ByteOrder;

/**
 * How messages are told apart in a stream of bytes.
 *
 * <p>A framing is immutable and shared; every connection gets a {@link Codec} of its own. Programs
 * may implement both for a protocol that none of these fits.
 *
 * <pre>
 *   line        | h | i | LF |                 delim:X   | h | i | X |
 *   length:4    | '0' '0' '0' '2' | h | i |    u16       | 00 02 | h | i |
 *   varint      | 02 | h | i |                 fixed:2   | h | i |
 * </pre>
 */
public interface Framing {

  /** The name on the command line, for example {@code length:4}. */
  String name();

  /**
   * A codec for one connection.
   *
   * @param maxMessage the longest message that is accepted, in bytes
   */
  Codec codec(int maxMessage);

  /**
   * The most bytes that this frame takes on the wire. Any thread may ask.
   *
   * @throws UnsendableException when it cannot be sent so that the peer would read the same message
   */
  int measure(Frame frame);

  /** No framing: a message is what one receive gives, however the sender cut it. */
  static Framing none() {
    return Whole.NONE;
  }

  /** One packet is one message. */
  static Framing datagram() {
    return Whole.DATAGRAM;
  }

  /**
   * For protocols without a boundary: a message ends at LF, at the peer's half-close, at 1024
   * bytes, or after 200 ms of silence. The line ending is not part of it; a reply gets the ending
   * that the request had, and none if it had none.
   */
  static Framing text() {
    return new Text();
  }

  /**
   * Lines that end with LF or CR LF; a last line that ends with the stream is a line. What is sent
   * ends as the line received before it did, LF at first.
   */
  static Framing line() {
    return new Line();
  }

  /** A length of {@code digits} decimal ASCII digits, 1 to 9, zero-padded, before each message. */
  static Framing decimalLength(int digits) {
    return new DecimalLength(digits);
  }

  /** A length of one byte before each message. */
  static Framing u8() {
    return new LengthField("u8", 0, 1, ByteOrder.BIG_ENDIAN, 0);
  }

  /** A length of two bytes, most significant first, before each message. */
  static Framing u16() {
    return new LengthField("u16", 0, 2, ByteOrder.BIG_ENDIAN, 0);
  }

  /** A length of four bytes, most significant first, before each message. */
  static Framing u32() {
    return new LengthField("u32", 0, 4, ByteOrder.BIG_ENDIAN, 0);
  }

  /** A length of two bytes, least significant first, before each message. */
  static Framing u16le() {
    return new LengthField("u16le", 0, 2, ByteOrder.LITTLE_ENDIAN, 0);
  }

  /** A length of four bytes, least significant first, before each message. */
  static Framing u32le() {
    return new LengthField("u32le", 0, 4, ByteOrder.LITTLE_ENDIAN, 0);
  }

  /**
   * A binary length somewhere in a header.
   *
   * <pre>
   *   lengthField(0, 2, BIG_ENDIAN, 0)     | 00 02 | h | i |            the message is hi
   *   lengthField(0, 2, BIG_ENDIAN, -2)    | 00 04 | h | i |            the length counts itself
   *   lengthField(1, 2, BIG_ENDIAN, 0)     | 07 | 00 02 | h | i |       the message is all five bytes
   * </pre>
   *
   * With bytes before the field the message is header and body together, as the protocol's own
   * picture shows it; what is sent is given in the same form, and the right length is written over
   * whatever stands in the field.
   *
   * @param offset bytes before the length field, 0 or more
   * @param width bytes of the length field: 1, 2, 3, 4 or 8
   * @param order the order of the field's bytes
   * @param adjust what is added to the field's value to get the bytes behind the field
   */
  static Framing lengthField(int offset, int width, ByteOrder order, int adjust) {
    return new LengthField(
        "lengthField(%d, %d, %s, %d)".formatted(offset, width, order, adjust),
        offset,
        width,
        order,
        adjust);
  }

  /** The length as unsigned LEB128, at most 5 bytes, before each message. */
  static Framing varint() {
    return new Varint();
  }

  /** Messages that end with these bytes, 1 to 64 of them, which stand nowhere inside. */
  static Framing delimiter(byte... delimiter) {
    return new Delimiter(Frame.of(delimiter));
  }

  /** Messages of {@code length} bytes each, 1 or more. */
  static Framing fixed(int length) {
    return new Fixed(length);
  }

  /**
   * The framing with this name: {@code none text line length:N u8 u16 u32 u16le u32le varint
   * delim:X fixed:N datagram}. In {@code X}, {@code \n \r \t \0 \\ \xHH} are escapes.
   *
   * @throws IllegalArgumentException with a sentence that names what there is
   */
  static Framing parse(String name) {
    return FramingNames.parse(name);
  }
}
