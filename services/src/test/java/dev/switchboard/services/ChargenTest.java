package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.PeerInMemory;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChargenTest {

  private static final int LINE = 74; // 72 characters, CR and LF
  private static final Duration SOON = Duration.ofMillis(10);

  @Test
  void theFirstLinesAreThoseOfTheRfc() {
    List<String> lines = connected().reads(1000).hears().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo(" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefg");
    assertThat(lines.get(1))
        .isEqualTo("!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefgh");
  }

  @Test
  void everyLineBeginsOneCharacterFurtherOnRoundAndRound() {
    PeerInMemory peer = connected();
    StringBuilder heard = new StringBuilder();
    while (heard.length() < 500 * LINE) {
      heard.append(peer.reads(5000).waits(SOON).hears());
    }
    for (int line = 0; line < 500; line++) {
      String text = heard.substring(line * LINE, (line + 1) * LINE);
      assertThat(text).hasSize(LINE).endsWith("\r\n");
      for (int i = 0; i < LINE - 2; i++) {
        assertThat(text.charAt(i)).isEqualTo((char) (' ' + (line + i) % 95));
      }
    }
  }

  /** Back-pressure: to a client that does not read, no more is made than may wait for it. */
  @Test
  void whoDoesNotReadIsNotSentMore() {
    Limits limits = Limits.defaults().with(it -> it.pendingOutput = 100_000);
    PeerInMemory peer =
        PeerInMemory.of(new Chargen(), Peers.entry("chargen").framing(), limits)
            .stopsReading()
            .connects();
    assertThat(peer.session().pending()).isBetween(100_000L, 110_000L);
    peer.waits(Duration.ofSeconds(20));
    assertThat(peer.session().pending()).isBetween(100_000L, 110_000L);
    peer.reads(80_000).waits(SOON);
    assertThat(peer.session().pending()).isBetween(100_000L, 110_000L);
    assertThat(peer.waits(Duration.ofSeconds(31)).ending()).isInstanceOf(Ending.WriteTimeout.class);
  }

  /** What the client says is thrown away, also while it is sent more than it takes at once. */
  @Test
  void whatTheClientSaysIsThrownAwayAndItsEndIsSeen() {
    PeerInMemory peer = connected().says("stop it!").finishes();
    for (int i = 0; i < 10 && peer.ending() == null; i++) {
      peer.reads(1 << 20).waits(SOON);
    }
    assertThat(peer.ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void overUdpAPacketIsAnsweredWithSome() {
    PeerInMemory peer = Peers.udp("chargen", new Chargen(new Random(1)));
    assertThat(peer.hears()).isEmpty();
    int shortest = Integer.MAX_VALUE;
    int longest = 0;
    for (int i = 0; i < 20_000; i++) {
      String answer = peer.says("").hears();
      assertThat(Chargen.Pattern.TEXT).startsWith(answer);
      shortest = Math.min(shortest, answer.length());
      longest = Math.max(longest, answer.length());
    }
    assertThat(shortest).isZero();
    assertThat(longest).isEqualTo(512);
  }

  private static PeerInMemory connected() {
    return PeerInMemory.of(new Chargen(), Peers.entry("chargen").framing())
        .stopsReading()
        .connects();
  }
}
