package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalLengthTest {

  private static Reading read(int digits, String... segments) {
    return Reading.of(Framing.decimalLength(digits), 1000, true, List.of(segments));
  }

  @ParameterizedTest
  @CsvSource({"GET ,0", "1ET ,1", "12T ,2", "123:,3", "-001,0", "12.0,2", "+001,0", "00/0,2"})
  void whatIsNoDigitIsMalformedWhereItStands(String field, int offset) {
    assertThat(read(4, field + "x").ending()).isEqualTo("malformed at " + offset);
    assertThat(Reading.of(Framing.decimalLength(4), 1000, true, Reading.single(field)).ending())
        .isEqualTo("malformed at " + offset);
    assertThat(read(4, "0002hi" + field).ending()).isEqualTo("malformed at " + (6 + offset));
  }

  @Test
  void aWrongFieldIsShownAsBytesAndAsText() {
    assertThatThrownBy(
            () -> Framing.decimalLength(4).codec(99).decode(Bytes.buffer("GET /"), 0, 5, new Cut()))
        .isInstanceOf(MalformedException.class)
        .hasMessage("the length should be 4 decimal digits, and what came is 47 45 54 20 \"GET \"");
  }

  @Test
  void theFirstByteOfGarbageIsEnough() {
    assertThat(Reading.of(Framing.decimalLength(4), 99, false, List.of("G")).ending())
        .isEqualTo("malformed at 0");
  }

  @Test
  void aLengthOverTheLimitIsRefusedBeforeItsMessageComes() {
    assertThat(Reading.of(Framing.decimalLength(4), 1000, false, List.of("1001")).ending())
        .isEqualTo("too large: 1001 over 1000");
    assertThat(Reading.of(Framing.decimalLength(4), 1000, false, List.of("1000")).ending())
        .isEqualTo("left over 4");
  }

  @Test
  void aStreamThatEndsEarlySaysHowManyOfHowMany() {
    assertThat(read(2, "05ca").ending()).isEqualTo("truncated: 4 of 7");
    assertThat(read(2, "0").ending()).isEqualTo("truncated: 1 of -1");
    assertThat(read(2, "02hi03").ending()).isEqualTo("truncated: 2 of 5");
  }

  @ParameterizedTest
  @CsvSource({"1,9", "2,99", "4,9999"})
  void whatDoesNotFitTheFieldIsRefusedByTheSender(int digits, int largest) {
    Framing framing = Framing.decimalLength(digits);
    assertThat(framing.measure(Frame.of(new byte[largest]))).isEqualTo(digits + largest);
    assertThatThrownBy(() -> framing.measure(Frame.of(new byte[largest + 1])))
        .isInstanceOf(UnsendableException.class)
        .hasMessage(
            "a message of %d bytes does not fit a length of %d digits, which ends at %d",
            largest + 1, digits, largest);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, -1})
  void aWidthThatMakesNoSenseIsRefused(int digits) {
    assertThatThrownBy(() -> Framing.decimalLength(digits))
        .hasMessage("a decimal length has 1 to 9 digits, not " + digits);
  }

  @Test
  void nineDigitsWithoutALimitDoNotOverflow() {
    assertThat(
            Reading.of(
                    Framing.decimalLength(9), Integer.MAX_VALUE, false, List.of("999999999" + "x"))
                .ending())
        .isEqualTo("left over 10");
  }
}
