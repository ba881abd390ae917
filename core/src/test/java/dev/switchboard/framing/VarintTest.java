package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VarintTest {

  private static String ending(int max, String wire) {
    Reading together = Reading.of(Framing.varint(), max, true, List.of(wire));
    assertThat(Reading.of(Framing.varint(), max, true, Reading.single(wire))).isEqualTo(together);
    return together.ending();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 127, 128, 16_383, 16_384, 2_097_151, 2_097_152})
  void everyWidthOfTheLengthComesBack(int length) {
    String message = "x".repeat(length);
    String wire = Bytes.encoded(Framing.varint().codec(1 << 22), message);
    assertThat(Reading.of(Framing.varint(), 1 << 22, true, List.of(wire)).messages())
        .containsExactly(message);
  }

  @Test
  void aLengthThatDoesNotEndInFiveBytesIsMalformedAtItsFifth() {
    assertThat(ending(99, "\u0080\u0080\u0080\u0080\u0080\0")).isEqualTo("malformed at 4");
    assertThat(ending(99, "\1x" + "\u0080\u0080\u0080\u0080\u0080")).isEqualTo("malformed at 6");
    assertThatThrownBy(() ->
            Framing.varint()
                .codec(99)
                .decode(Bytes.buffer("\u0080\u0080\u0080\u0080\u0080"), 0, 5, new Cut()))
        .hasMessageStartingWith(
            "a length has at most 32 bits in 5 bytes, and this one has more: 80 80 80 80 80 ");
  }

  @Test
  void aLengthOfMoreThan32BitsIsMalformed() {
    assertThat(ending(Integer.MAX_VALUE, "\u0080\u0080\u0080\u0080\20"))
        .isEqualTo("malformed at 4");
  }

  @Test
  void zeroInTwoBytesIsZero() {
    assertThat(Reading.of(Framing.varint(), "\u0080\0\1x").messages()).containsExactly("", "x");
  }

  @Test
  void aLengthOverTheLimitIsRefusedAsSoonAsItIsCertain() {
    assertThat(ending(99, "\u00e4\0")).isEqualTo("too large: 100 over 99");
    assertThat(ending(99, "\143" + "x".repeat(99))).isEqualTo("fine");
  }

  @Test
  void aStreamThatEndsEarlySaysHowManyOfHowMany() {
    assertThat(ending(99, "\5cat")).isEqualTo("truncated: 4 of 6");
    assertThat(ending(99, "\u0083")).isEqualTo("truncated: 1 of -1");
  }
}
