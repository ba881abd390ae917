package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import org.junit.jupiter.api.Test;

class DiscardTest {

  @Test
  void saysNothingUntilTheClientLeaves() {
    PeerInMemory peer = Peers.tcp("discard").says("x".repeat(1 << 20)).says("\n");
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.hasSeenTheEnd()).isFalse();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.PeerFinished());
    assertThat(peer.hears()).isEmpty();
  }

  @Test
  void overUdpItSaysNothingEither() {
    PeerInMemory peer = Peers.udp("discard").says("x").says("");
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.ending()).isNull();
  }
}
