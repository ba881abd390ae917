package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every framing, however the stream is cut. */
class EveryFramingTest {

  private static final String STREAMS = "dev.switchboard.framing.FramingCase#streams";

  @ParameterizedTest
  @MethodSource(STREAMS)
  void messagesThatComeTogetherAreToldApart(FramingCase it) {
    assertThat(Reading.of(it.framing(), it.wire()))
        .isEqualTo(new Reading(it.messages(), "fine", it.wire()));
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void anEchoPutsTheSameBytesOnTheWire(FramingCase it) {
    assertThat(Reading.of(it.framing(), it.wire()).echo()).isEqualTo(it.wire());
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void whereTheStreamIsSplitDoesNotMatter(FramingCase it) {
    for (int at = 1; at < it.wire().length(); at++) {
      assertThat(Reading.of(it.framing(), it.wire().substring(0, at), it.wire().substring(at)))
          .as("split at %d", at)
          .isEqualTo(new Reading(it.messages(), "fine", it.wire()));
    }
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void oneByteAtATimeGivesTheSameMessages(FramingCase it) {
    assertThat(Reading.of(it.framing(), 1024, true, Reading.single(it.wire())))
        .isEqualTo(new Reading(it.messages(), "fine", it.wire()));
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void theNextMessageMayBeginInTheSameSegment(FramingCase it) {
    String wire = it.wire();
    for (int at = 1; at < wire.length(); at++) {
      Reading reading = Reading.of(it.framing(), wire + wire.substring(0, at), wire.substring(at));
      assertThat(reading.messages().subList(0, it.messages().size())).isEqualTo(it.messages());
      assertThat(reading.messages()).hasSize(2 * it.messages().size());
      assertThat(reading.ending()).isEqualTo("fine");
    }
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void aMessageNeverTakesMoreThanWasMeasured(FramingCase it) {
    Codec codec = it.framing().codec(1024);
    for (String message : it.messages()) {
      int measured = it.framing().measure(Bytes.frame(message));
      assertThat(Bytes.encoded(codec, message).length()).isBetween(message.length(), measured);
    }
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void encodingDoesNotDependOnWhereAFrameLies(FramingCase it) {
    String message = it.messages().getFirst();
    Cut cut = new Cut();
    cut.message(2, message.length(), 1);
    Frame inTheMiddle = cut.in(Bytes.buffer("<<" + message + ">"), 0);
    var wire = new java.io.ByteArrayOutputStream();
    it.framing().codec(1024).encode(inTheMiddle, Bytes.into(wire));
    assertThat(Bytes.shown(wire.toByteArray()))
        .isEqualTo(Bytes.encoded(it.framing().codec(1024), message));
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void aStreamThatEndsBetweenMessagesLeavesNothing(FramingCase it) {
    assertThat(Reading.of(it.framing())).isEqualTo(new Reading(List.of(), "fine", ""));
  }

  @ParameterizedTest
  @MethodSource(STREAMS)
  void messagesStayWithinTheLimit(FramingCase it) {
    if (it.framing() instanceof Text) {
      return; // cuts at its limit instead
    }
    int longest = it.messages().stream().mapToInt(String::length).max().orElseThrow();
    Reading fits = Reading.of(it.framing(), longest, true, List.of(it.wire()));
    assertThat(fits.ending()).isEqualTo("fine");
    assertThat(fits.messages()).isEqualTo(it.messages());
    if (it.framing() instanceof Fixed) {
      assertThatThrownBy(() -> it.framing().codec(2))
          .hasMessage("fixed:3 is over the limit of 2 bytes a message");
      return;
    }
    for (List<String> segments : List.of(List.of(it.wire()), Reading.single(it.wire()))) {
      Reading tooLong = Reading.of(it.framing(), longest - 1, true, segments);
      assertThat(tooLong.ending()).startsWith("too large: ").endsWith(" over " + (longest - 1));
      assertThat(tooLong.messages()).allMatch(message -> message.length() < longest);
    }
  }
}
