package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import org.junit.jupiter.api.Test;

class EchoTest {

  @Test
  void sendsBackWhateverComesUntilTheClientLeaves() {
    PeerInMemory peer = connected();
    assertThat(peer.says("a\0b\r\n").says("ë").hears()).isEqualTo("a\0b\r\në");
    assertThat(peer.ending()).isNull();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void whatWasSaidLastIsSentBackToo() {
    assertThat(connected().says("the end").finishes().hears()).isEqualTo("the end");
  }

  private static PeerInMemory connected() {
    Entry echo = Catalogue.named("echo").orElseThrow();
    return PeerInMemory.of(echo.service(), echo.framing()).connects();
  }
}
