package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What is told, in which order, and what a listener can do wrong. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record EventsTest(Way way) {

  /** An event in few words, without its time. */
  private static String brief(Event event) {
    return switch (event) {
      case Event.Listening _ -> "listening";
      case Event.Accepted it -> it.connection() + " accepted";
      case Event.Received it -> it.connection() + " > " + it.bytes().text();
      case Event.Sent it -> it.connection() + " < " + it.bytes().text();
      case Event.PeerFinished it -> it.connection() + " peer finished";
      case Event.Finished it -> it.connection() + " finished";
      case Event.Ended it -> it.connection() + " " + it.ending();
      case Event.Suspended _ -> "suspended";
      case Event.Stopped _ -> "stopped";
      case Event other -> other.toString();
    };
  }

  @Test
  void aSimpleConversationIsToldInTheOrderInWhichItHappened() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), Trial.UPPER)) {
      try (Client client = trial.connect()) {
        Trial.say(client, "one\n");
        Trial.expect(client, "ONE\n");
        trial.told().awaitSome(Event.Sent.class, 1);
        Trial.say(client, "two\n");
        client.finish();
        assertThat(client.receiveAll()).asString().isEqualTo("TWO\n");
      }
      trial.told().awaitEnding();
      trial.running().close();
      assertThat(trial.told().all().stream().map(EventsTest::brief))
          .containsExactly(
              "listening",
              "1 accepted",
              "1 > one\n",
              "1 < ONE\n",
              "1 > two\n",
              "1 < TWO\n",
              "1 peer finished",
              "1 the peer finished",
              "suspended",
              "stopped");
      assertThat(trial.told().all().stream().map(Event::at).toList()).isSorted();
    }
  }

  @Test
  void whoWeCloseIsToldThatWeFinishedAndThenThatThePeerDid() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), Trial.UPPER.once())) {
      try (Client client = trial.connect()) {
        Trial.say(client, "one\n");
        assertThat(client.receiveAll()).asString().isEqualTo("ONE\n");
      }
      trial.told().awaitEnding();
      assertThat(trial.told().of(Event.OfConnection.class).stream().map(EventsTest::brief))
          .containsExactly(
              "1 accepted",
              "1 > one\n",
              "1 < ONE\n",
              "1 finished",
              "1 peer finished",
              "1 closed by us");
    }
  }

  @Test
  void bothEndsOfAConnectionAreTold() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), Trial.UPPER);
        Client client = trial.connectAccepted()) {
      Event.Accepted accepted = trial.told().await1(Event.Accepted.class);
      assertThat(accepted.local()).isEqualTo(trial.endpoint());
      assertThat(accepted.remote()).isEqualTo(way.isTcp() ? client.local() : Endpoint.unix(""));
    }
  }

  @Test
  void aListenerThatThrowsHarmsNothing() throws IOException {
    for (Throwable fault : List.of(new IllegalStateException("no"), new AssertionError("no"))) {
      EventListener throwing =
          event -> {
            switch (fault) {
              case RuntimeException exception -> throw exception;
              case Error error -> throw error;
              default -> throw new IllegalArgumentException(fault);
            }
          };
      try (Trial trial = Trial.serve(way, server -> server.listener(throwing), Trial.UPPER)) {
        trial.isStillServing();
        trial.isStillServing();
      }
    }
  }

  @Test
  void theBytesOfAnEventAreACopyThatStaysValid() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), Trial.UPPER);
        Client client = trial.connect()) {
      for (String word : List.of("first", "other")) {
        Trial.say(client, word + "\n");
        Trial.expect(client, word.toUpperCase(Locale.ROOT) + "\n");
      }
      trial.told().awaitSome(Event.Sent.class, 2);
      assertThat(trial.told().of(Event.Received.class))
          .map(Event.Received::bytes)
          .containsExactly(Frame.of("first\n"), Frame.of("other\n"));
      assertThat(trial.told().of(Event.Sent.class))
          .map(Event.Sent::bytes)
          .containsExactly(Frame.of("FIRST\n"), Frame.of("OTHER\n"));
    }
  }

  @Test
  void aHandlerThatHoldsItsLoopForLongIsToldWhereOthersHadToWaitForIt() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), new Slow());
        Client client = trial.connect()) {
      Trial.say(client, "quick\n");
      Trial.expect(client, "quick\n");
      Trial.say(client, "slow\n");
      Trial.expect(client, "slow\n");
      Trial.say(client, "quick\n");
      Trial.expect(client, "quick\n");
      List<Event.LoopHeld> told = trial.told().of(Event.LoopHeld.class);
      if (way.model().name().equals("select")) {
        assertThat(told).hasSize(1);
      }
      assertThat(told)
          .allMatch(held -> held.connection() == 1 && held.time().compareTo(Slow.HELD) >= 0);
    }
  }

  @Test
  void aConnectionThatEndedIsNumberedOnce() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.line(), Trial.UPPER)) {
      for (int i = 0; i < 5; i++) {
        trial.isStillServing();
      }
      trial.told().awaitSome(Event.Ended.class, 5);
      assertThat(trial.told().of(Event.Accepted.class))
          .map(Event.Accepted::connection)
          .containsExactly(1L, 2L, 3L, 4L, 5L);
      assertThat(trial.told().endings()).containsOnly(new Ending.PeerFinished());
    }
  }
}
