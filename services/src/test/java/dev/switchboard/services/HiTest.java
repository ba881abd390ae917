package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiTest {

  @ParameterizedTest
  @ValueSource(strings = {"hi", "Hi", "HI", "hI", "  hi ", "\thi"})
  void hiIsAnsweredWithHello(String said) {
    assertThat(Peers.tcp("hi").says(said + "\n").hears()).isEqualTo("hello\n");
    assertThat(Peers.tcp("hi").says(said + "\r\n").hears()).isEqualTo("hello\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "hello", "hi!", "h i", "hihi"})
  void anythingElseIsAnsweredWithWhatToSay(String said) {
    assertThat(Peers.tcp("hi").says(said + "\n").hears()).isEqualTo("say hi, and I say hello\n");
  }

  @Test
  void itGoesOnUntilTheClientLeaves() {
    PeerInMemory peer = Peers.tcp("hi").says("what?\nhi\n");
    assertThat(peer.hears()).isEqualTo("say hi, and I say hello\nhello\n");
    assertThat(peer.says("hi").finishes().hears()).isEqualTo("hello\n");
    assertThat(peer.ending()).isEqualTo(new Ending.PeerFinished());
  }
}
