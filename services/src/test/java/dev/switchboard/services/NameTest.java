package dev.switchboard.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

  @Test
  void everyLineComesBackWithTheNameUntilTheClientLeaves() {
    PeerInMemory peer = Peers.tcp("name").says("Hello\n").says("Good bye\n");
    assertThat(peer.hears()).isEqualTo("Hello Ali\nGood bye Ali\n");
    assertThat(peer.hasSeenTheEnd()).isFalse();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.PeerFinished());
  }

  @Test
  void withTheLineEndingItCameWith() {
    assertThat(Peers.tcp("name").says("a\r\nb\nc\r\n").hears())
        .isEqualTo("a Ali\r\nb Ali\nc Ali\r\n");
  }

  @Test
  void howALineIsCutMakesNoDifference() {
    PeerInMemory peer = Peers.tcp("name");
    for (byte each : "Zo\u00eb\r\nx\n".getBytes(UTF_8)) {
      peer.says(each);
    }
    assertThat(peer.hears()).isEqualTo("Zo\u00eb Ali\r\nx Ali\n");
  }

  @Test
  void theNameIsChosen() {
    PeerInMemory peer = Peers.tcp("name", new Choices(false, "Zo\u00eb B.", false));
    assertThat(peer.says("Hello\n").hears()).isEqualTo("Hello Zo\u00eb B.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A\nB", "A\r"})
  void aNameHasNoLineEnding(String name) {
    assertThatThrownBy(() -> new Name(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a name to add has no line ending inside");
  }
}
