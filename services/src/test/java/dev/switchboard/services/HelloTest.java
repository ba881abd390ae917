package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HelloTest {

  @Test
  void greetsAndCloses() {
    PeerInMemory peer = connected(false).says("Ada\n");
    assertThat(peer.hears()).isEqualTo("Hello Ada\n");
    assertThat(peer.hasSeenTheEnd()).isTrue();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @Test
  void theReplyEndsAsTheNameDid() {
    assertThat(connected(false).says("Ada\r\n").hears()).isEqualTo("Hello Ada\r\n");
    assertThat(connected(false).says("Ada").finishes().hears()).isEqualTo("Hello Ada");
    assertThat(connected(false).says("\n").hears()).isEqualTo("Hello \n");
  }

  @Test
  void aNameIsOverWhenNothingMoreComes() {
    PeerInMemory peer = connected(false).says("A").waits(Duration.ofMillis(150)).says("da");
    assertThat(peer.waits(Duration.ofMillis(150)).hears()).isEmpty();
    assertThat(peer.waits(Duration.ofMillis(60)).hears()).isEqualTo("Hello Ada");
  }

  @Test
  void aNameInPiecesIsOneName() {
    assertThat(
            connected(false).says((byte) 'Z', (byte) 0xc3).says((byte) 0xab, (byte) '\n').hears())
        .isEqualTo("Hello Zë\n");
  }

  @Test
  void whatIsNotUtf8IsReplacedAndNobodyFalls() {
    assertThat(connected(false).says((byte) 0xff, (byte) 'a', (byte) '\n').hears())
        .isEqualTo("Hello \ufffda\n");
  }

  @Test
  void oneNameIsAnsweredUnlessItIsToRepeat() {
    assertThat(connected(false).says("Ada\nEve\n").hears()).isEqualTo("Hello Ada\n");
    PeerInMemory peer = connected(true).says("Ada\nEve\n");
    assertThat(peer.hears()).isEqualTo("Hello Ada\nHello Eve\n");
    assertThat(peer.hasSeenTheEnd()).isFalse();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void whoLeavesWithoutAWordIsNotAnswered() {
    PeerInMemory peer = connected(false).finishes();
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void aNameHasAtMost1024Bytes() {
    assertThat(connected(false).says("x".repeat(3000)).hears())
        .isEqualTo("Hello " + "x".repeat(1024));
  }

  @Test
  void itGoesWithAnyFraming() {
    PeerInMemory peer = PeerInMemory.of(new Hello().once(), Framing.decimalLength(4)).connects();
    assertThat(peer.says("0003Ada").hears()).isEqualTo("0009Hello Ada");
  }

  private static PeerInMemory connected(boolean repeat) {
    Entry hello = Catalogue.named("hello").orElseThrow();
    return PeerInMemory.of(hello.service(new Choices(repeat, "Ali", false)), hello.framing())
        .connects();
  }
}
