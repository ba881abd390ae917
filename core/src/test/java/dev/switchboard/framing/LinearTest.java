package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The work of a codec is linear in the bytes, also when they come one at a time. */
class LinearTest {

  private static final int MIB = 1 << 20;

  /** Feeds byte by byte; answers how many messages there were. */
  private static int feedSingly(Codec codec, byte[] wire) {
    ByteBuffer memory = ByteBuffer.wrap(wire);
    Cut cut = new Cut();
    int messages = 0;
    int start = 0;
    for (int end = 1; end <= wire.length; end++) {
      if (codec.decode(memory, start, end, cut)) {
        start += cut.wireLength();
        messages++;
      }
    }
    return messages;
  }

  /** Feeds all at once; answers how many messages there were. */
  private static int feedTogether(Codec codec, byte[] wire) {
    ByteBuffer memory = ByteBuffer.wrap(wire);
    Cut cut = new Cut();
    int messages = 0;
    int start = 0;
    while (start < wire.length && codec.decode(memory, start, wire.length, cut)) {
      start += cut.wireLength();
      messages++;
    }
    return messages;
  }

  private static <C extends Codec> void assertLinear(
      Class<C> kind, Framing framing, byte[] wire, int messages, ToLongFunction<C> examined) {
    C singly = kind.cast(framing.codec(2 * MIB));
    assertThat(feedSingly(singly, wire)).isEqualTo(messages);
    assertThat(examined.applyAsLong(singly)).isBetween((long) wire.length, 2L * wire.length);
    C together = kind.cast(framing.codec(2 * MIB));
    assertThat(feedTogether(together, wire)).isEqualTo(messages);
    assertThat(examined.applyAsLong(together)).isBetween((long) wire.length, 2L * wire.length);
  }

  private static byte[] ofOne(char letter, String end) {
    byte[] wire = new byte[MIB];
    Arrays.fill(wire, (byte) letter);
    byte[] last = Bytes.of(end);
    System.arraycopy(last, 0, wire, wire.length - last.length, last.length);
    return wire;
  }

  @Test
  void aLineOfOneMebibyteIsExaminedOnce() {
    assertLinear(
        Line.LineCodec.class, Framing.line(), ofOne('x', "\r\n"), 1, Line.LineCodec::examined);
  }

  @Test
  void textOfOneMebibyteWithoutALineFeedIsExaminedOnce() {
    assertLinear(
        Text.TextCodec.class, Framing.text(), ofOne('x', ""), 1024, Text.TextCodec::examined);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b", "aab", "aaaaaaab", "\r\n\r\n", "abababac", "aaaabaaaac"})
  void aDelimiterIsSoughtInLinearTimeAlsoWhereItNearlyComesAgainAndAgain(String delimiter) {
    assertLinear(
        Delimiter.DelimiterCodec.class,
        Framing.delimiter(Bytes.of(delimiter)),
        ofOne('a', delimiter),
        1,
        Delimiter.DelimiterCodec::examined);
    byte[] nearly = new byte[MIB];
    byte[] almost = Bytes.of(delimiter.substring(0, delimiter.length() - 1) + "x");
    for (int i = 0; i < nearly.length; i++) {
      nearly[i] = almost[i % almost.length];
    }
    assertLinear(
        Delimiter.DelimiterCodec.class,
        Framing.delimiter(Bytes.of(delimiter)),
        nearly,
        0,
        Delimiter.DelimiterCodec::examined);
  }

  @Test
  void framingsByLengthNeverLookAtTheMessageItself() {
    for (FramingCase it :
        FramingCase.streams()
            .filter(it -> List.of("l", "u", "v", "f").contains(it.framing().name().substring(0, 1)))
            .filter(it -> !(it.framing() instanceof Line))
            .toList()) {
      Codec codec = it.framing().codec(1024);
      Cut cut = new Cut();
      codec.decode(Bytes.buffer(it.wire()), 0, it.wire().length(), cut);
      int length = cut.wireLength();
      // Memory that ends behind the header: a look at the message itself would throw.
      int header = length - it.messages().getFirst().length();
      if (it.framing() instanceof LengthField field && field.offset() > 0) {
        header = field.offset() + field.width();
      }
      ByteBuffer headerOnly = Bytes.buffer(it.wire().substring(0, header));
      Codec fresh = it.framing().codec(1024);
      for (int end = 1; end < length; end++) {
        assertThat(fresh.decode(headerOnly, 0, end, cut)).as("%s at %d", it, end).isFalse();
      }
      assertThat(fresh.decode(headerOnly, 0, length, cut)).as("%s", it).isTrue();
    }
  }
}
