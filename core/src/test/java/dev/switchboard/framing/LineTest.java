package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {

  private static Reading read(int max, String... segments) {
    return Reading.of(Framing.line(), max, true, List.of(segments));
  }

  @Test
  void theCarriageReturnAndTheLineFeedMayComeApart() {
    assertThat(read(99, "hello\r", "\nyou\r", "\n").messages()).containsExactly("hello", "you");
  }

  @Test
  void aLineExactlyAtTheLimitFitsWithEitherEnding() {
    assertThat(read(5, "12345\n")).isEqualTo(read(5, "12345", "\n"));
    for (String wire : List.of("12345\n", "12345\r\n")) {
      assertThat(read(5, wire).messages()).containsExactly("12345");
      assertThat(Reading.of(Framing.line(), 5, true, Reading.single(wire)).messages())
          .containsExactly("12345");
    }
  }

  @Test
  void aLineOverTheLimitIsRefusedAtItsFirstByteTooMany() {
    Codec codec = Framing.line().codec(5);
    assertThat(codec.decode(Bytes.buffer("12345"), 0, 5, new Cut())).isFalse();
    assertThatThrownBy(() -> codec.decode(Bytes.buffer("123456"), 0, 6, new Cut()))
        .isInstanceOf(TooLargeException.class)
        .hasMessage(
            "a line is over the limit of 5 bytes: 6 have come without its end, first"
                + " 31 32 33 34 35 36 \"123456\"");
  }

  @Test
  void whatIsSaidOfATooLongLineDoesNotDependOnTheCuts() {
    for (String wire : List.of("123456789\n", "12345\r\r\n", "12345\r6\n", "123456\r\n")) {
      Reading together = read(5, wire);
      assertThat(together.ending()).isEqualTo("too large: 6 over 5");
      assertThat(Reading.of(Framing.line(), 5, true, Reading.single(wire))).isEqualTo(together);
    }
  }

  @Test
  void aLastLineThatEndsWithTheStreamIsALine() {
    assertThat(read(99, "one\ntwo").messages()).containsExactly("one", "two");
  }

  @Test
  void aCarriageReturnWhoseLineFeedNeverCameIsNoPartOfTheLine() {
    Reading reading = read(5, "one\n12345\r");
    assertThat(reading.messages()).containsExactly("one", "12345");
    assertThat(reading.ending()).isEqualTo("fine");
  }

  @Test
  void repliesEndAsTheLineBeforeThemDid() {
    Reading reading = read(99, "a\nb\r\nc");
    assertThat(reading.echo()).isEqualTo("a\nb\r\nc\r\n");
  }

  @Test
  void theFirstWordOfAServerEndsWithALineFeed() {
    assertThat(Bytes.encoded(Framing.line().codec(99), "220 ready")).isEqualTo("220 ready\n");
  }

  @Test
  void aLineThatEndsWithACarriageReturnIsReadBackAsItWas() {
    String wire = Bytes.encoded(Framing.line().codec(99), "odd\r", "even");
    assertThat(read(99, wire).messages()).containsExactly("odd\r", "even");
  }

  @Test
  void aLineFeedInsideIsRefusedByTheSender() {
    assertThatThrownBy(() -> Framing.line().measure(Frame.of("one\ntwo")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("a line cannot contain a line feed, and this message has one at byte 3");
  }
}
