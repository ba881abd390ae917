package dev.switchboard.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcrosticTest {

  private static final String LECTURES =
      "cat yoyo batman error rabbit india sea code one olive loop EXIT";

  @ParameterizedTest(name = "a field of {0} digits")
  @ValueSource(ints = {2, 4, 9})
  void theLecturesWordsAreCyberIsCool(int digits) {
    PeerInMemory peer = connected(digits).says(sent(digits, LECTURES));
    assertThat(peer.hears()).isEqualTo(sent(digits, "cyberiscool"));
    assertThat(peer.hasSeenTheEnd()).isTrue();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @ParameterizedTest(name = "a field of {0} digits")
  @ValueSource(ints = {2, 4})
  void howTheyAreCutMakesNoDifference(int digits) {
    byte[] all = sent(digits, LECTURES).getBytes(UTF_8);
    PeerInMemory byteByByte = connected(digits);
    for (byte each : all) {
      byteByByte.says(each);
    }
    assertThat(byteByByte.hears()).isEqualTo(sent(digits, "cyberiscool"));
    for (int cut = 1; cut < all.length; cut++) {
      PeerInMemory peer = connected(digits);
      peer.says(Arrays.copyOf(all, cut)).says(Arrays.copyOfRange(all, cut, all.length));
      assertThat(peer.hears()).as("cut at %d", cut).isEqualTo(sent(digits, "cyberiscool"));
    }
  }

  @Test
  void overUdpEveryPacketIsAMessageAndSoIsTheAnswer() {
    PeerInMemory peer = Peers.udp("acrostic");
    for (String word : LECTURES.split(" ", -1)) {
      assertThat(peer.hears()).isEmpty();
      peer.says(sent(4, word));
    }
    assertThat(peer.hears()).isEqualTo("0011cyberiscool");
    assertThat(peer.ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0003cat0004yoyo", "0003ca", "0003cats", "cat", ""})
  void overUdpAPacketIsExactlyOneMessage(String packet) {
    assertThat(Peers.udp("acrostic").says(packet).ending()).isInstanceOf(Ending.Malformed.class);
  }

  @Test
  void aFirstLetterIsALetterAndNotAByte() {
    assertThat(
            connected(4)
                .says(
                    sent(4, "\u00e9t\u00e9 \u05e9\u05dc\u05d5\u05dd \ud83d\ude00x")
                        + "0000"
                        + sent(4, "EXIT"))
                .hears())
        .isEqualTo(sent(4, "\u00e9\u05e9\ud83d\ude00"));
  }

  @Test
  void withoutAWordTheAnswerIsEmpty() {
    assertThat(connected(4).says("0004EXIT").hears()).isEqualTo("0000");
    assertThat(connected(4).says("0004exit0004EXIT").hears()).isEqualTo("0001e");
  }

  @Test
  void whoLeavesBeforeExitIsNotAnswered() {
    PeerInMemory peer = connected(4).says("0003cat").finishes();
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.ending()).isEqualTo(new Ending.PeerFinished());
    assertThat(connected(4).says("0003ca").finishes().ending())
        .isEqualTo(new Ending.Truncated(6, 7));
  }

  /** 100 letters have no length of two digits: better no answer than a wrong one. */
  @Test
  void anAnswerTooLongForItsFieldIsRefused() {
    List<String> words = Collections.nCopies(99, "x");
    String most = sent(2, String.join(" ", words));
    assertThat(connected(2).says(most + "04EXIT").hears()).isEqualTo("99" + "x".repeat(99));
    PeerInMemory peer = connected(2).says(most + "01x04EXIT");
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.ending())
        .hasToString(
            "the service failed: a message of 100 bytes does not fit a length of 2 digits, which"
                + " ends at 99");
  }

  /** Whoever never says EXIT does not fill the memory. */
  @Test
  void whatIsKeptHasAnEnd() {
    PeerInMemory peer = connected(4);
    String words = "0001x".repeat(64);
    for (int i = 0; i < (64 << 10) / 64; i++) {
      peer.says(words);
    }
    assertThat(peer.ending()).isNull();
    assertThat(peer.says("0001x").ending())
        .hasToString("the service failed: an acrostic has at most 65536 letters");
  }

  private static PeerInMemory connected(int digits) {
    return PeerInMemory.of(Peers.entry("acrostic").service(), Framing.decimalLength(digits))
        .connects();
  }

  /** Words as messages. */
  private static String sent(int digits, String words) {
    StringBuilder sent = new StringBuilder();
    for (String word : words.split(" ", -1)) {
      sent.append(("%0" + digits + "d").formatted(word.getBytes(UTF_8).length)).append(word);
    }
    return sent.toString();
  }
}
