package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.PeerInMemory;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

class UpperTest {

  @Test
  void answersInCapitalsAndCloses() {
    PeerInMemory peer = connected(false).says("hello, Zoë\n");
    assertThat(peer.hears()).isEqualTo("HELLO, ZOË\n");
    assertThat(peer.hasSeenTheEnd()).isTrue();
  }

  @Test
  void capitalsMayBeLongerThanWhatTheyAreMadeOf() {
    assertThat(connected(true).says("straße ŉ\nß\n").hears()).isEqualTo("STRASSE ʼN\nSS\n");
  }

  /** In Turkish the capital of i is İ: the answer must not depend on where the server stands. */
  @Test
  @ResourceLock(Resources.LOCALE)
  void capitalsAreTheSameInEveryCountry() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.of("tr", "TR"));
    try {
      assertThat(connected(false).says("title\n").hears()).isEqualTo("TITLE\n");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void everyPacketIsAnsweredAndTheConversationGoesOn() {
    Entry upper = Catalogue.named("upper").orElseThrow();
    PeerInMemory peer =
        PeerInMemory.ofPackets(upper.service(), Framing.datagram(), Limits.defaults()).connects();
    assertThat(peer.says("one\n").hears()).isEqualTo("ONE\n");
    assertThat(peer.says("two").hears()).endsWith("TWO");
    assertThat(peer.ending()).isNull();
  }

  private static PeerInMemory connected(boolean repeat) {
    Entry upper = Catalogue.named("upper").orElseThrow();
    return PeerInMemory.of(upper.service(new Choices(repeat, "Ali", false)), upper.framing())
        .connects();
  }
}
