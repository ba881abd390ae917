package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QotdTest {

  @Test
  void tellsAQuoteUnaskedAndCloses() {
    PeerInMemory peer = Peers.tcp("qotd", new Qotd(new Random(1)));
    assertThat(peer.hears()).isEqualTo(Peers.udp("qotd", new Qotd(new Random(1))).says("").hears());
    assertThat(peer.hasSeenTheEnd()).isTrue();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  /** RFC 865: fewer than 512 characters that can be printed. */
  @Test
  void aQuoteIsShortAndCanBePrinted() {
    for (String quote : Qotd.QUOTES) {
      assertThat(quote).hasSizeBetween(1, 510).matches("[ -~]+");
    }
  }

  @Test
  void everyQuoteHasItsDay() {
    PeerInMemory peer = Peers.udp("qotd", new Qotd(new Random(1)));
    Set<String> told = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      told.add(peer.says("").hears().replace("\r\n", ""));
    }
    assertThat(told).containsExactlyInAnyOrderElementsOf(Qotd.QUOTES);
  }
}
