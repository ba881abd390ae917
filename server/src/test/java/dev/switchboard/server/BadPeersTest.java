package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What clients do wrong ends their own connection, with the right words, and nobody else's. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record BadPeersTest(Way way) {

  private Trial serve() throws IOException {
    return Trial.serve(way, Framing.line(), Trial.UPPER);
  }

  private Trial serveLengths() throws IOException {
    return Trial.serve(
        way,
        server ->
            server.framing(Framing.decimalLength(4)).limits(Trial.limits(it -> it.message = 100)),
        Trial.UPPER);
  }

  private void lengthsAreStillAnswered(Trial trial) throws IOException {
    try (Client fresh = trial.connect()) {
      Trial.say(fresh, "0005still");
      Trial.expect(fresh, "0005STILL");
    }
  }

  @Test
  void whoConnectsAndLeavesIsNoFault() throws IOException {
    try (Trial trial = serve()) {
      for (int i = 0; i < 20; i++) {
        trial.connect().close();
      }
      trial.isStillServing();
      trial.told().awaitSome(Event.Ended.class, 21);
      assertThat(trial.told().endings()).containsOnly(new Ending.PeerFinished());
    }
  }

  @Test
  void aResetBeforeTheFirstByteEndsThatClientOnly() throws IOException {
    try (Trial trial = serve()) {
      trial.connectAccepted().reset();
      assertThat(trial.told().awaitEnding())
          .isEqualTo(way.isTcp() ? new Ending.Reset() : new Ending.PeerFinished());
      trial.isStillServing();
    }
  }

  @Test
  void aResetInTheMiddleOfAMessageEndsThatClientOnly() throws IOException {
    try (Trial trial = serveLengths()) {
      Client client = trial.connect();
      Trial.say(client, "0010abc");
      trial.told().awaitReceived(7);
      client.reset();
      assertThat(trial.told().awaitEnding())
          .isEqualTo(way.isTcp() ? new Ending.Reset() : new Ending.Truncated(7, 14));
      lengthsAreStillAnswered(trial);
    }
  }

  @Test
  void aResetWhileTheReplyIsWrittenEndsThatClientOnly() throws IOException {
    Chunks stream = new Chunks(Integer.MAX_VALUE);
    try (Trial trial = Trial.serve(way, Framing.line(), stream)) {
      Client client = trial.connect();
      Trial.say(client, "go\n");
      stream.awaitStandstill();
      client.reset();
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.Reset());
      try (Client next = trial.connect()) {
        Trial.say(next, "go\n");
        assertThat(next.receiveRaw(1)).hasSize(1);
      }
    }
  }

  @Test
  void aResetBehindTheRequestDoesNotReachOthers() throws IOException {
    try (Trial trial = serve()) {
      for (int i = 0; i < 20; i++) {
        Client client = trial.connect();
        Trial.say(client, "hello\n");
        client.reset();
      }
      trial.isStillServing();
    }
  }

  @Test
  void whoSaysNothingIsIdleAfterTheLimitAndNotBefore() throws IOException {
    Duration idle = Duration.ofMillis(100);
    try (Trial trial =
            Trial.serve(
                way, server -> server.limits(Trial.limits(it -> it.idle = idle)), Trial.UPPER);
        Client client = trial.connect()) {
      assertThat(client.receiveAll()).isEmpty();
      Trial.leave(client);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.Idle(idle));
      assertThat(between(trial, Event.Accepted.class, Event.Finished.class))
          .isGreaterThanOrEqualTo(idle.minusMillis(1));
      trial.isStillServing();
    }
  }

  @Test
  void whoSendsAMessageSlowlierThanTheLimitIsLateHoweverBusyItKeeps() throws IOException {
    Duration most = Duration.ofMillis(100);
    try (Trial trial =
            Trial.serve(
                way,
                server -> server.limits(Trial.limits(it -> it.messageTime = most)),
                Trial.UPPER);
        Client client = trial.connect()) {
      for (long sent = 1; trial.told().of(Event.Finished.class).isEmpty(); sent++) {
        Trial.say(client, "x");
        if (trial.told().of(Event.Finished.class).isEmpty()) {
          trial.told().awaitReceived(sent);
        }
      }
      Trial.leave(client);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.Late(most));
      assertThat(between(trial, Event.Received.class, Event.Finished.class))
          .isGreaterThanOrEqualTo(most.minusMillis(1));
      trial.isStillServing();
    }
  }

  @Test
  void whoDoesNotCloseWhenWeHaveIsLetGoAfterAWhile() throws IOException {
    Duration linger = Duration.ofMillis(100);
    try (Trial trial =
            Trial.serve(
                way,
                server -> server.limits(Trial.limits(it -> it.lingerTime = linger)),
                Trial.UPPER.once());
        Client client = trial.connect()) {
      Trial.say(client, "hello\n");
      assertThat(client.receiveAll()).asString().isEqualTo("HELLO\n");
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ClosedByUs());
      assertThat(between(trial, Event.Finished.class, Event.Ended.class))
          .isGreaterThanOrEqualTo(linger.minusMillis(1));
    }
  }

  @Test
  void whoSendsOnAndOnAfterWeClosedIsCutOff() throws IOException {
    try (Trial trial =
            Trial.serve(
                way,
                server -> server.limits(Trial.limits(it -> it.lingerTime = Duration.ofMinutes(1))),
                Trial.UPPER.once());
        Client client = trial.connect()) {
      Trial.say(client, "hello\n");
      assertThat(client.receiveAll()).asString().isEqualTo("HELLO\n");
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.sendRaw(new byte[10_000]);
                }
              })
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ClosedByUs());
    }
  }

  private static Duration between(
      Trial trial, Class<? extends Event> first, Class<? extends Event> second) {
    Instant from = trial.told().of(first).getFirst().at();
    return Duration.between(from, trial.told().of(second).getFirst().at());
  }
}
