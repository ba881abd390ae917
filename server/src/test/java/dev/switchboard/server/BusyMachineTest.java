package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.framing.Framing;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A thread that has its turn late makes no peer late. A loop reads before it looks at the time. */
class BusyMachineTest {

  static List<Way> blockingWays() {
    return Way.models().stream().filter(way -> !way.model().name().equals("select")).toList();
  }

  @ParameterizedTest
  @MethodSource("blockingWays")
  void bytesThatCameInTimeAreNoSilenceAlthoughTheyAreReadLate(Way way) throws IOException {
    FaultyTransport late = new FaultyTransport(wire -> FaultyTransport.readsLate(wire, 3));
    try (Trial trial =
            Trial.serve(
                way, server -> server.transport(late).framing(Framing.text()), Trial.UPPER);
        Client client = trial.connect()) {
      Trial.say(client, "hel");
      trial.told().awaitReceived(3);
      Trial.say(client, "lo\n");
      Trial.expect(client, "HELLO\n");
      assertThat(trial.told().receivedBytes()).isEqualTo(6);
    }
  }
}
