package dev.switchboard.framing;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.util.List;
import java.util.stream.Stream;

/** A framing, messages in it, and how they look on the wire. */
record FramingCase(Framing framing, String wire, List<String> messages) {

  private static final String LONG = "x".repeat(300);

  private static FramingCase of(Framing framing, String wire, String... messages) {
    return new FramingCase(framing, wire, List.of(messages));
  }

  /** Every framing that finds messages in a stream by itself. */
  static Stream<FramingCase> streams() {
    return Stream.of(
        of(Framing.text(), "Ali\n\r\nBen x\r\n", "Ali", "", "Ben x"),
        of(Framing.line(), "hello\r\n\n\r\na\rb\n\r\r\n", "hello", "", "", "a\rb", "\r"),
        of(Framing.decimalLength(1), "5hello09123456789", "hello", "", "123456789"),
        of(Framing.decimalLength(4), "0003cat00000300" + LONG, "cat", "", LONG),
        of(Framing.u8(), "\3cat\0\1\1", "cat", "", "\1"),
        of(Framing.u16(), "\0\3cat\0\0\1\54" + LONG, "cat", "", LONG),
        of(Framing.u32(), "\0\0\0\3cat\0\0\0\0\0\0\1\54" + LONG, "cat", "", LONG),
        of(Framing.u16le(), "\3\0cat\0\0\54\1" + LONG, "cat", "", LONG),
        of(Framing.u32le(), "\3\0\0\0cat\0\0\0\0\54\1\0\0" + LONG, "cat", "", LONG),
        of(Framing.varint(), "\3cat\0\u00ac\2" + LONG, "cat", "", LONG),
        of(Framing.delimiter((byte) '|'), "cat||dog|", "cat", "", "dog"),
        of(Framing.delimiter(Bytes.of("aab")), "aaab" + "aab" + "abaab", "a", "", "ab"),
        of(
            Framing.delimiter(Bytes.of("\r\n\r\n")),
            "\r\nx\r\n\r\n\r\n\r\ny\r\n\r\r\n\r\n",
            "\r\nx",
            "",
            "y\r\n\r"),
        of(Framing.fixed(3), "catdog\n\0\u00ff", "cat", "dog", "\n\0\u00ff"),
        of(Framing.lengthField(0, 2, BIG_ENDIAN, -2), "\0\5cat\0\2", "cat", ""),
        of(Framing.lengthField(0, 3, LITTLE_ENDIAN, 3), "\0\0\0cat\1\0\0dogs", "cat", "dogs"),
        of(Framing.lengthField(0, 8, BIG_ENDIAN, 0), "\0\0\0\0\0\0\0\3cat", "cat"),
        of(Framing.lengthField(1, 2, BIG_ENDIAN, 0), "A\0\3cat" + "B\0\0", "A\0\3cat", "B\0\0"),
        of(
            Framing.lengthField(2, 4, LITTLE_ENDIAN, -6),
            "ab\11\0\0\0cat" + "cd\6\0\0\0",
            "ab\11\0\0\0cat",
            "cd\6\0\0\0"));
  }

  /** Every framing there is, by name where it has one. */
  static Stream<Framing> all() {
    return Stream.concat(
        streams().map(FramingCase::framing), Stream.of(Framing.none(), Framing.datagram()));
  }

  @Override
  public String toString() {
    return framing.name();
  }
}
