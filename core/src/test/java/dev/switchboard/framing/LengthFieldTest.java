package dev.switchboard.framing;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LengthFieldTest {

  private static final String MINUS_ONE = "\u00ff".repeat(8);

  private static String ending(Framing framing, int max, String wire) {
    Reading together = Reading.of(framing, max, true, List.of(wire));
    assertThat(Reading.of(framing, max, true, Reading.single(wire))).isEqualTo(together);
    return together.ending();
  }

  @Test
  void aTextWhereALengthShouldBeIsShownAsBytesAndAsText() {
    assertThatThrownBy(
            () -> Framing.u32().codec(65_536).decode(Bytes.buffer("GET /"), 0, 5, new Cut()))
        .isInstanceOf(TooLargeException.class)
        .hasMessage(
            "a message of 1195725856 bytes is over the limit of 65536; its length field is"
                + " 47 45 54 20 \"GET \"");
  }

  @Test
  void aLengthThatCountsLessThanItselfIsMalformed() {
    Framing framing = Framing.lengthField(0, 2, BIG_ENDIAN, -2);
    assertThat(ending(framing, 99, "\0\2" + "\0\1")).isEqualTo("malformed at 2");
    assertThatThrownBy(() -> framing.codec(99).decode(Bytes.buffer("\0\1"), 0, 2, new Cut()))
        .hasMessage(
            "the length field says 1, less than the 2 bytes that it counts at least; it is"
                + " 00 01 \"\\0\\x01\"");
  }

  @Test
  void aLengthFieldWithItsHighestBitSetIsTooLargeAndNotNegative() {
    assertThat(ending(Framing.lengthField(0, 8, BIG_ENDIAN, 0), 99, MINUS_ONE + "x"))
        .isEqualTo("too large: 9223372036854775807 over 99");
    assertThat(ending(Framing.lengthField(0, 8, BIG_ENDIAN, -8), 99, "\u0080" + "\0".repeat(7)))
        .isEqualTo("too large: 9223372036854775807 over 99");
    assertThat(ending(Framing.lengthField(0, 8, LITTLE_ENDIAN, 0), 99, "\0".repeat(7) + "\u0080"))
        .isEqualTo("too large: 9223372036854775807 over 99");
    assertThat(ending(Framing.u32(), 99, "\u00ff\u00ff\u00ff\u00ff"))
        .isEqualTo("too large: 4294967295 over 99");
  }

  @Test
  void anAdjustmentThatOverflowsIsTooLarge() {
    Framing framing = Framing.lengthField(0, 8, BIG_ENDIAN, 1);
    assertThat(ending(framing, 99, "\u007f" + MINUS_ONE.substring(1)))
        .isEqualTo("too large: 9223372036854775807 over 99");
  }

  @Test
  void theSmallestAdjustmentIsMalformedAndNoCrash() {
    Framing framing = Framing.lengthField(0, 1, BIG_ENDIAN, Integer.MIN_VALUE);
    assertThat(ending(framing, 99, "\7")).isEqualTo("malformed at 0");
    assertThatThrownBy(() -> framing.codec(9).decode(Bytes.buffer("\7"), 0, 1, new Cut()))
        .hasMessageContaining("less than the 2147483648 bytes");
  }

  @Test
  void withoutALimitTheLargestLengthOnlyWaits() {
    String field = "\u007f\u00ff\u00ff\u00ff";
    assertThat(Reading.of(Framing.u32(), Integer.MAX_VALUE, false, List.of(field + "abc")).ending())
        .isEqualTo("left over 7");
    assertThat(Reading.of(Framing.u32(), Integer.MAX_VALUE, true, List.of(field + "abc")).ending())
        .isEqualTo("truncated: 7 of 2147483651");
  }

  @Test
  void theHeaderCountsWhereItIsPartOfTheMessage() {
    Framing framing = Framing.lengthField(1, 2, BIG_ENDIAN, 0);
    assertThat(ending(framing, 6, "A\0\3cat")).isEqualTo("fine");
    assertThat(ending(framing, 5, "A\0\3cat")).isEqualTo("too large: 6 over 5");
  }

  @Test
  void theRightLengthIsWrittenOverWhateverStandsInTheHeader() {
    Codec codec = Framing.lengthField(1, 2, BIG_ENDIAN, 0).codec(99);
    assertThat(Bytes.encoded(codec, "A??cat")).isEqualTo("A\0\3cat");
  }

  @Test
  void aStreamThatEndsEarlySaysHowManyOfHowMany() {
    assertThat(ending(Framing.u16(), 99, "\0\5cat")).isEqualTo("truncated: 5 of 7");
    assertThat(ending(Framing.u16(), 99, "\0")).isEqualTo("truncated: 1 of -1");
    assertThat(ending(Framing.lengthField(1, 2, BIG_ENDIAN, 0), 99, "A\0\5cat"))
        .isEqualTo("truncated: 6 of 8");
  }

  @Test
  void whatDoesNotFitTheFieldIsRefusedByTheSender() {
    assertThat(Framing.u8().measure(Frame.of(new byte[255]))).isEqualTo(256);
    assertThatThrownBy(() -> Framing.u8().measure(Frame.of(new byte[256])))
        .isInstanceOf(UnsendableException.class)
        .hasMessage(
            "a message of 256 bytes does not fit a length field of 1 bytes, which ends at 255");
    assertThat(Framing.u16().measure(Frame.of(new byte[65_535]))).isEqualTo(65_537);
    assertThatThrownBy(() -> Framing.u16le().measure(Frame.of(new byte[65_536])))
        .isInstanceOf(UnsendableException.class)
        .hasMessageContaining("65536 bytes does not fit a length field of 2 bytes");
  }

  @Test
  void aMessageShorterThanTheLengthAlwaysCountsIsRefusedByTheSender() {
    assertThatThrownBy(() -> Framing.lengthField(0, 2, BIG_ENDIAN, 4).measure(Frame.of("cat")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("3 bytes behind the length field are less than the 4 that it counts at least");
    assertThatThrownBy(() -> Framing.lengthField(1, 2, BIG_ENDIAN, 0).measure(Frame.of("ca")))
        .hasMessage("a message of 2 bytes is shorter than its header of 3");
  }

  @Test
  void aFieldThatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Framing.lengthField(-1, 2, BIG_ENDIAN, 0))
        .hasMessage("a length field stands at an offset of 0 to 65535, not -1");
    assertThatThrownBy(() -> Framing.lengthField(65_536, 2, BIG_ENDIAN, 0))
        .hasMessage("a length field stands at an offset of 0 to 65535, not 65536");
    assertThatThrownBy(() -> Framing.lengthField(0, 5, BIG_ENDIAN, 0))
        .hasMessage("a length field has 1, 2, 3, 4 or 8 bytes, not 5");
  }
}
