package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packets that come while a conversation does not receive wait for it, up to a bound. */
class WaitingPacketsTest {

  /** Pauses at first, and after every message; keeps what it got. */
  private static final class Pausing implements Conversation {

    private final List<String> got = new ArrayList<>();
    private boolean pausing = true;

    @Override
    public void opened(Outbox outbox) {
      outbox.pause();
    }

    @Override
    public void received(Frame frame, Outbox outbox) {
      got.add(frame.text());
      if (pausing) {
        outbox.pause();
      }
      outbox.send(frame);
    }

    @Override
    public void nudged(Outbox outbox) {
      outbox.resume();
    }
  }

  private final Pausing pausing = new Pausing();

  private PeerInMemory peer(Limits limits) {
    return PeerInMemory.ofPackets(peer -> pausing, Framing.datagram(), limits).connects();
  }

  private static void nudge(PeerInMemory peer) {
    peer.session().outbox().nudge();
    peer.reads(0);
  }

  @Test
  void theyAreHandedOverInOrderAndOneByOne() {
    PeerInMemory peer = peer(Limits.defaults()).says("a").says("").says("b");
    assertThat(pausing.got).isEmpty();
    nudge(peer);
    assertThat(pausing.got).containsExactly("a");
    pausing.pausing = false;
    nudge(peer);
    assertThat(pausing.got).containsExactly("a", "", "b");
    assertThat(peer.hearsPacket()).asString().isEqualTo("a");
    assertThat(peer.hearsPacket()).isEmpty();
    assertThat(peer.hearsPacket()).asString().isEqualTo("b");
    assertThat(peer.hearsPacket()).isNull();
    assertThat(peer.says("c").hears()).isEqualTo("c");
  }

  @Test
  void asManyWaitAsAKernelWouldKeepAndTheRestIsLost() {
    PeerInMemory peer = peer(Limits.defaults());
    for (int i = 0; i < 300; i++) {
      peer.says("" + i);
    }
    pausing.pausing = false;
    nudge(peer);
    assertThat(pausing.got).hasSize(256).startsWith("0", "1").endsWith("255");
  }

  @Test
  void asManyBytesWaitAsAKernelWouldKeep() {
    PeerInMemory peer = peer(Limits.defaults());
    for (int i = 0; i < 5; i++) {
      peer.says("x".repeat(60_000));
    }
    peer.says("short");
    pausing.pausing = false;
    nudge(peer);
    assertThat(pausing.got).map(String::length).containsExactly(60_000, 60_000, 60_000, 60_000, 5);
  }

  @Test
  void aDrainWaitsForThem() {
    PeerInMemory peer = peer(Limits.defaults()).says("a");
    peer.serverDrains();
    assertThat(peer.ending()).isNull();
    pausing.pausing = false;
    nudge(peer);
    assertThat(peer.hears()).isEqualTo("a");
    assertThat(peer.ending()).isEqualTo(new Ending.Drained());
  }
}
