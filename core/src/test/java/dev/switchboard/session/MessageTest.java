package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.framing.Bytes;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages as a conversation sees them: text, bytes, packets, and for how long. */
class MessageTest {

  private final Recorder told = new Recorder();

  private PeerInMemory peer(Framing framing) {
    return PeerInMemory.of(told.service(), framing).connects();
  }

  private PeerInMemory packets(Framing framing) {
    return PeerInMemory.ofPackets(told.service(), framing, Limits.defaults()).connects();
  }

  @Test
  void aServiceThatRepliesWithTextReplacesWhatIsNotUtf8() {
    PeerInMemory peer =
        PeerInMemory.of(Service.replying(text -> "<" + text + ">"), Framing.line()).connects();
    peer.says(Bytes.of("a\u00ff\u00feb\n"));
    assertThat(peer.hears()).isEqualTo("<a\uFFFD\uFFFDb>\n");
    assertThat(peer.ending()).isNull();
  }

  @Test
  void aLetterThatComesInTwoSegmentsIsOneLetter() {
    PeerInMemory peer =
        PeerInMemory.of(Service.replying(text -> text + text.length()), Framing.line()).connects();
    peer.says(Bytes.of("\u00c3")).says(Bytes.of("\u00a9\n"));
    assertThat(peer.hears()).isEqualTo("é1\n");
  }

  @Test
  void aServiceThatDemandsUtf8EndsAsMalformedAtTheOffsetInTheStream() {
    told.received = (frame, outbox) -> outbox.send(frame.utf8());
    PeerInMemory peer = peer(Framing.decimalLength(2)).says("02hi");
    peer.says(Bytes.of("04ab\u00ff\u00fe02ok"));
    assertThat(peer.hears()).isEqualTo("02hi");
    assertThat(peer.ending()).isInstanceOf(Ending.Malformed.class);
    assertThat(peer.ending()).asString().startsWith("malformed at offset 8: not UTF-8: ff fe ");
    assertThat(told.calls).doesNotContain("received ok");
  }

  @Test
  void aFrameIsOfNoUseAfterItsMessageWasReceivedAndItsCopyIs() {
    List<Frame> kept = new ArrayList<>();
    told.received =
        (frame, outbox) -> {
          kept.add(frame);
          kept.add(frame.copy());
        };
    peer(Framing.line()).says("one\ntwo\n");
    assertThatThrownBy(kept.get(0)::text).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(kept.get(2)::text).isInstanceOf(IllegalStateException.class);
    assertThat(kept.get(1).text()).isEqualTo("one");
    assertThat(kept.get(3).text()).isEqualTo("two");
  }

  @Test
  void aFrameIsOfNoUseAlsoWhenItsMessageWasTheLastOrTheServiceFailed() {
    List<Frame> kept = new ArrayList<>();
    told.received =
        (frame, outbox) -> {
          kept.add(frame);
          throw new IllegalStateException("a bug");
        };
    peer(Framing.line()).says("one").finishes();
    assertThatThrownBy(kept.get(0)::text).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void messagesInPiecesAreWholeWhenTheyAreReceived() {
    PeerInMemory peer = peer(Framing.decimalLength(4));
    for (String piece : Bytes.each("0005hello0000")) {
      peer.says(piece);
    }
    assertThat(peer.hears()).isEqualTo("0005hello0000");
    assertThat(told.calls).containsExactly("opened", "received hello", "received ");
  }

  @Test
  void aPacketIsOneMessageAndAnEmptyOneIsEmpty() {
    packets(Framing.datagram()).says("one\ntwo").says("");
    assertThat(told.calls).containsExactly("opened", "received one\ntwo", "received ");
  }

  @Test
  void anotherFramingOverPacketsMeansExactlyOneOfItsMessagesAPacket() {
    PeerInMemory peer = packets(Framing.decimalLength(2)).says("02hi").says("03cat");
    assertThat(peer.hears()).isEqualTo("02hi03cat");
    for (String wrong : List.of("02hi02", "03hi", "0", "", "02hi03cat")) {
      PeerInMemory other = packets(Framing.decimalLength(2)).says("02hi").says(wrong);
      assertThat(other.ending())
          .isEqualTo(
              new Ending.Malformed(
                  4, "a packet of %d bytes is not exactly one length:2".formatted(wrong.length())));
    }
  }

  @Test
  void aTextOrALastLineMayEndWithItsPacket() {
    assertThat(packets(Framing.text()).says("Ali").says("Ben\n").hears()).isEqualTo("AliBen\n");
    assertThat(packets(Framing.line()).says("Ali").says("Ben\r\n").hears())
        .isEqualTo("Ali\nBen\r\n");
    assertThat(packets(Framing.line()).says("a\nb").ending()).isInstanceOf(Ending.Malformed.class);
  }

  @Test
  void aPacketOverTheLimitIsTooLarge() {
    assertThat(packets(Framing.datagram()).says("x".repeat(65_537)).ending())
        .isEqualTo(
            new Ending.TooLarge(
                65_537, 65_536, "a packet of 65537 bytes is over the limit of 65536"));
  }

  @Test
  void aPacketSessionIsForgottenAfterAMinute() {
    PeerInMemory peer = packets(Framing.datagram()).says("one");
    peer.waits(java.time.Duration.ofSeconds(60).minusNanos(1));
    assertThat(peer.ending()).isNull();
    peer.waits(java.time.Duration.ofNanos(1));
    assertThat(peer.ending()).isEqualTo(new Ending.Idle(java.time.Duration.ofSeconds(60)));
    assertThat(peer.wish()).isEqualTo(Wish.CLOSE);
  }
}
