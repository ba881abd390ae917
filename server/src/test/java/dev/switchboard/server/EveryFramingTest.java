package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a message is cut on its way, each model on each transport answers it in each framing. */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("all")
record EveryFramingTest(Way way, Spoken spoken) {

  static Stream<Arguments> all() {
    return Way.all().stream()
        .flatMap(way -> Spoken.all().stream().map(spoken -> Arguments.of(way, spoken)));
  }

  private Trial serve() throws IOException {
    return Trial.serve(way, spoken.chosen(), Trial.UPPER);
  }

  @Test
  void aWholeMessageIsAnswered() throws IOException {
    try (Trial trial = serve();
        Client client = trial.connect()) {
      client.sendRaw(spoken.wire("hello"));
      Trial.expect(client, spoken.wire("HELLO"));
    }
  }

  @Test
  void aMessageSplitAtAnyByteIsAnsweredAsOne() throws IOException {
    byte[] wire = spoken.wire("hello");
    try (Trial trial = serve();
        Client client = trial.connect()) {
      for (int cut = 1; cut < wire.length; cut++) {
        long before = trial.told().receivedBytes();
        client.sendRaw(Arrays.copyOfRange(wire, 0, cut));
        trial.told().awaitReceived(before + cut);
        client.sendRaw(Arrays.copyOfRange(wire, cut, wire.length));
        Trial.expect(client, spoken.wire("HELLO"));
      }
    }
  }

  @Test
  void aMessageThatComesByteByByteIsAnsweredAsOne() throws IOException {
    try (Trial trial = serve();
        Client client = trial.connect()) {
      long sent = 0;
      for (byte next : spoken.wire("häppy", "again")) {
        client.sendRaw(next);
        trial.told().awaitReceived(++sent);
      }
      Trial.expect(client, spoken.wire("HÄPPY", "AGAIN"));
    }
  }

  @Test
  void messagesThatComeTogetherAreAnsweredEachInOrder() throws IOException {
    byte[] three = spoken.wire("one", "two", "three");
    try (Trial trial = serve();
        Client client = trial.connect()) {
      client.sendRaw(Arrays.copyOf(three, three.length - 2)); // the third is not whole
      Trial.expect(client, spoken.wire("ONE", "TWO"));
      client.sendRaw(Arrays.copyOfRange(three, three.length - 2, three.length));
      Trial.expect(client, spoken.wire("THREE"));
    }
  }

  @Test
  void aLongMessageThenAShortOneAreNotMixed() throws IOException {
    try (Trial trial = serve();
        Client client = trial.connect()) {
      for (String said : List.of("a".repeat(100), "b", "c".repeat(50), "d")) {
        client.sendRaw(spoken.wire(said));
        Trial.expect(client, spoken.wire(said.toUpperCase(Locale.ROOT)));
      }
    }
  }

  @Test
  void afterTheHalfCloseOfTheClientTheRepliesStillComeAndThenTheEnd() throws IOException {
    try (Trial trial = serve();
        Client client = trial.connect()) {
      client.sendRaw(spoken.wire("one", "two"));
      client.finish();
      assertThat(client.receiveAll()).isEqualTo(spoken.wire("ONE", "TWO"));
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.PeerFinished());
    }
  }

  @Test
  void manyClientsAtOnceEachHearTheirOwnReplies() throws IOException {
    int count = 8;
    try (Trial trial =
        Trial.serve(
            way,
            server -> server.framing(spoken.chosen()).workers(way.workersFor(count)),
            Trial.UPPER)) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        clients.add(trial.connect());
      }
      for (int i = 0; i < count; i++) {
        clients.get(i).sendRaw(spoken.wire("client-" + i));
      }
      for (int i = count - 1; i >= 0; i--) {
        Trial.expect(clients.get(i), spoken.wire("CLIENT-" + i));
        clients.get(i).close();
      }
    }
  }
}
