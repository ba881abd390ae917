package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Beyond the limit of connections a client waits in the accept queue, or is reset, as chosen. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record ConnectionLimitTest(Way way) {

  private Server limited(Server server, int connections) {
    return server
        .workers(way.workersFor(connections + 1))
        .limits(Trial.limits(it -> it.connections = connections));
  }

  private static void isServed(Client client) throws IOException {
    Trial.say(client, "hello\n");
    Trial.expect(client, "HELLO\n");
  }

  @Test
  void whoComesBeyondTheLimitWaitsAndIsServedWhenOneLeaves() throws IOException {
    try (Trial trial = Trial.serve(way, server -> limited(server, 2), Trial.UPPER);
        Client first = trial.connectAccepted();
        Client second = trial.connectAccepted();
        Client third = trial.connect()) {
      Trial.say(third, "hello\n"); // heard by the kernel only
      assertThat(trial.told().await1(Event.Full.class).limit()).isEqualTo(2);
      isServed(first);
      isServed(second);
      assertThat(trial.told().of(Event.Accepted.class)).hasSize(2);
      Trial.leave(first);
      Trial.expect(third, "HELLO\n");
      isServed(second);
      assertThat(trial.told().of(Event.Refused.class)).isEmpty();
    }
  }

  @Test
  void theLimitHoldsHoweverOftenClientsComeAndGo() throws IOException {
    try (Trial trial = Trial.serve(way, server -> limited(server, 1), Trial.UPPER)) {
      for (int i = 0; i < 30; i++) {
        try (Client client = trial.connect();
            Client next = trial.connect()) {
          isServed(client);
          assertThat(trial.running().status().open()).isEqualTo(1);
          Trial.leave(client);
          isServed(next);
        }
      }
    }
  }

  private static void hearNothing(Trial trial) throws IOException {
    try (Client client = trial.connect()) {
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  @Test
  void whoComesBeyondTheLimitMayBeRefusedInstead() throws Exception {
    try (Trial trial =
            Trial.serve(way, server -> limited(server, 1).refusingWhenFull(), Trial.UPPER);
        Client first = trial.connectAccepted()) {
      isServed(first);
      if (way.isTcp()) {
        assertThatThrownBy(() -> hearNothing(trial)).hasMessageContaining("eset");
      } else {
        hearNothing(trial);
      }
      assertThat(trial.told().await1(Event.Refused.class).limit()).isEqualTo(1);
      isServed(first);
      Trial.leave(first);
      assertThat(trial.running().awaitIdle(Duration.ofSeconds(20))).isTrue(); // its place is free
      trial.isStillServing();
      assertThat(trial.told().of(Event.Full.class)).isEmpty();
    }
  }
}
