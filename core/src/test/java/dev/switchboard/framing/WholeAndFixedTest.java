package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WholeAndFixedTest {

  @Test
  void withoutAFramingAMessageIsWhatOneReceiveGave() {
    assertThat(Reading.of(Framing.none(), "hel", "lo\nyou"))
        .isEqualTo(new Reading(List.of("hel", "lo\nyou"), "fine", "hello\nyou"));
  }

  @Test
  void withoutAFramingTheLimitCutsWhatIsLonger() {
    assertThat(Reading.of(Framing.none(), 4, true, List.of("abcdefghij")).messages())
        .containsExactly("abcd", "efgh", "ij");
  }

  @Test
  void onePacketIsOneMessageAlsoAnEmptyOne() {
    Codec codec = Framing.datagram().codec(5);
    Cut cut = new Cut();
    assertThat(codec.decode(Bytes.buffer("hello"), 0, 5, cut)).isTrue();
    assertThat(cut.wireLength()).isEqualTo(5);
    assertThat(codec.decode(Bytes.buffer("hello"), 0, 0, cut)).isTrue();
    assertThat(cut.wireLength()).isZero();
    assertThatThrownBy(() -> codec.decode(Bytes.buffer("hello!"), 0, 6, cut))
        .isInstanceOf(TooLargeException.class)
        .hasMessage("a packet of 6 bytes is over the limit of 5");
  }

  @Test
  void aFixedMessageOfAnotherLengthIsRefusedByTheSender() {
    assertThat(Framing.fixed(3).measure(Frame.of("cat"))).isEqualTo(3);
    assertThatThrownBy(() -> Framing.fixed(3).measure(Frame.of("cats")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage("a message of 4 bytes where each has exactly 3");
  }

  @Test
  void aFixedMessageThatEndsEarlySaysHowManyOfHowMany() {
    assertThat(Reading.of(Framing.fixed(3), "catdo").ending()).isEqualTo("truncated: 2 of 3");
  }

  @Test
  void aFixedLengthIsOneOrMore() {
    assertThatThrownBy(() -> Framing.fixed(0))
        .hasMessage("a fixed message has 1 byte or more, not 0");
  }
}
