package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import org.junit.jupiter.api.Test;

class GreetingTest {

  @Test
  void greetsUnaskedAndCloses() {
    PeerInMemory peer = Peers.tcp("greeting");
    assertThat(peer.hears()).isEqualTo("Hi we are connected!");
    assertThat(peer.hasSeenTheEnd()).isTrue();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  /** What a client says before it has read is no reason for a reset. */
  @Test
  void whatTheClientSaysIsThrownAway() {
    PeerInMemory peer = Peers.tcp("greeting").says("hello?\n");
    assertThat(peer.hears()).isEqualTo("Hi we are connected!");
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @Test
  void itGoesWithAnyFraming() {
    assertThat(PeerInMemory.of(new Greeting(), Framing.line()).connects().hears())
        .isEqualTo("Hi we are connected!\n");
    assertThat(PeerInMemory.of(new Greeting(), Framing.u8()).connects().hears())
        .isEqualTo("\24Hi we are connected!");
  }
}
