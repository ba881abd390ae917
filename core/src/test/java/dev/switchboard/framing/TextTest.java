package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

  private static final String FULL = "x".repeat(1024);

  private static Reading read(String... segments) {
    return Reading.of(Framing.text(), 64 << 10, true, List.of(segments));
  }

  @Test
  void aMessageEndsAtALineFeedAndTheReplyGetsTheSameEnding() {
    assertThat(read("Ali\nBen\r\n"))
        .isEqualTo(new Reading(List.of("Ali", "Ben"), "fine", "Ali\nBen\r\n"));
  }

  @Test
  void aMessageEndsAtTheHalfCloseAndTheReplyGetsNoEnding() {
    assertThat(read("one\n", "Ali"))
        .isEqualTo(new Reading(List.of("one", "Ali"), "fine", "one\nAli"));
  }

  @Test
  void aMessageEndsWith1024Bytes() {
    Codec codec = Framing.text().codec(64 << 10);
    Cut cut = new Cut();
    assertThat(codec.decode(Bytes.buffer(FULL), 0, 1023, cut)).isFalse();
    assertThat(codec.decode(Bytes.buffer(FULL), 0, 1024, cut)).isTrue();
    assertThat(cut.wireLength()).isEqualTo(1024);
  }

  @Test
  void whatIsLongerIsSeveralMessagesHoweverItIsCut() {
    String wire = FULL + "y\n" + FULL + "\n" + FULL + FULL;
    Reading together = read(wire);
    assertThat(together.messages()).containsExactly(FULL, "y", FULL, "", FULL, FULL);
    assertThat(together.echo()).isEqualTo(wire);
    assertThat(Reading.of(Framing.text(), 64 << 10, true, Reading.single(wire)))
        .isEqualTo(together);
  }

  @Test
  void aCarriageReturnAtTheLimitDoesNotMakeTheCutsMatter() {
    String wire = "x".repeat(1023) + "\r\n";
    Reading together = read(wire);
    assertThat(Reading.of(Framing.text(), 64 << 10, true, Reading.single(wire)))
        .isEqualTo(together);
    assertThat(together.echo()).isEqualTo(wire);
  }

  @Test
  void aSmallerLimitEndsMessagesEarlier() {
    assertThat(Reading.of(Framing.text(), 4, true, List.of("abcdefghi")).messages())
        .containsExactly("abcd", "efgh", "i");
  }

  @Test
  void silenceOf200MillisecondsEndsAMessage() {
    assertThat(Framing.text().codec(1024).silence()).isEqualTo(Duration.ofMillis(200).toNanos());
  }
}
