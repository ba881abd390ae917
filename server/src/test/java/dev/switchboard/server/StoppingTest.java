package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** How a server stops: what is idle at once, what is busy when it is done, the rest by force. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record StoppingTest(Way way) {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(50);

  private Trial serve(Duration drain, Service service) throws IOException {
    return Trial.serve(
        way,
        server ->
            server
                .framing(Framing.decimalLength(4))
                .workers(way.workersFor(3))
                .limits(Trial.limits(it -> it.drain = drain)),
        service);
  }

  private static CompletableFuture<Void> closing(Trial trial) {
    return CompletableFuture.runAsync(() -> trial.running().close());
  }

  @Test
  void whoIsBetweenMessagesIsClosedAtOnceAndHearsTheEnd() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER);
        Client fresh = trial.connectAccepted();
        Client spoken = trial.connectAccepted()) {
      Trial.say(spoken, "0002ab");
      Trial.expect(spoken, "0002AB");
      CompletableFuture<Void> closing = closing(trial);
      assertThat(spoken.receiveAll()).isEmpty();
      assertThat(fresh.receiveAll()).isEmpty();
      Trial.leave(spoken);
      Trial.leave(fresh);
      closing.get(10, TimeUnit.SECONDS);
      assertThat(trial.told().endings())
          .containsExactly(new Ending.Drained(), new Ending.Drained());
    }
  }

  @Test
  void whoIsInTheMiddleOfAMessageHearsItsAnswerFirst() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "0005he");
      trial.told().awaitReceived(6);
      CompletableFuture<Void> closing = closing(trial);
      trial.told().await1(Event.Suspended.class);
      assertThat(closing).isNotDone();
      Trial.say(client, "llo");
      assertThat(client.receiveAll()).asString().isEqualTo("0005HELLO");
      Trial.leave(client);
      closing.get(10, TimeUnit.SECONDS);
      assertThat(trial.told().endings()).containsExactly(new Ending.Drained());
    }
  }

  @Test
  void whoIsBusyWhenTheTimeIsOverIsForcedAndNamed() throws Exception {
    try (Trial trial = serve(SHORT, Trial.UPPER);
        Client idle = trial.connectAccepted();
        Client busy = trial.connectAccepted()) {
      Trial.say(busy, "0005he");
      trial.told().awaitReceived(6);
      CompletableFuture<Void> closing = closing(trial);
      assertThat(idle.receiveAll()).isEmpty();
      Trial.leave(idle);
      closing.get(10, TimeUnit.SECONDS);
      assertThat(trial.told().of(Event.Ended.class))
          .extracting(Event.Ended::connection, Event.Ended::ending)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple(1L, new Ending.Drained()),
              org.assertj.core.groups.Tuple.tuple(2L, new Ending.Forced()));
    }
  }

  @Test
  void aServiceThatDoesNotReturnKeepsNobodyFromStopping() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Service stuck =
        peer ->
            (frame, outbox) -> {
              inside.countDown();
              never.await();
            };
    try (Trial trial = serve(SHORT, stuck);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "0002ab");
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      long began = System.nanoTime();
      trial.running().close();
      assertThat(Duration.ofNanos(System.nanoTime() - began))
          .isBetween(SHORT, SHORT.plusMillis(2500)); // about one second after the limit
      assertThat(trial.told().endings()).containsExactly(new Ending.Forced());
      assertThat(trial.running().status()).isEqualTo(new Status(Status.Phase.STOPPED, 0, 1));
      hearsTheEnd(client);
      never.countDown();
      assertThat(trial.told().endings()).containsExactly(new Ending.Forced());
    }
  }

  private static void hearsTheEnd(Client client) {
    try {
      assertThat(client.receiveAll()).isEmpty();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void aReaderThatStandsStillIsForcedWhenTheTimeIsOver() throws Exception {
    Chunks stream = new Chunks(Integer.MAX_VALUE);
    try (Trial trial =
            Trial.serve(
                way, server -> server.limits(Trial.limits(it -> it.drain = SHORT)), stream);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "go\n");
      stream.awaitStandstill();
      trial.told().awaitNoMoreSent();
      trial.running().close();
      assertThat(trial.told().endings()).containsExactly(new Ending.Forced());
    }
  }

  @Test
  void suspendRefusesNewClientsAndLetsTheOthersGoOn() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER);
        Client client = trial.connectAccepted()) {
      trial.running().suspend();
      assertThatThrownBy(trial::connect)
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("Cannot connect to " + trial.endpoint());
      Trial.say(client, "0002ab");
      Trial.expect(client, "0002AB");
      assertThat(trial.running().status()).isEqualTo(new Status(Status.Phase.SUSPENDED, 1, 1));
      assertThat(trial.running().awaitIdle(Duration.ofMillis(20))).isFalse();
      Trial.leave(client);
      assertThat(trial.running().awaitIdle(LONG)).isTrue();
      assertThat(trial.told().of(Event.Suspended.class)).hasSize(1);
      trial.running().suspend(); // again changes nothing
      assertThat(trial.told().of(Event.Suspended.class)).hasSize(1);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER)) {
      CompletableFuture<Void> first = closing(trial);
      CompletableFuture<Void> second = closing(trial);
      first.get(10, TimeUnit.SECONDS);
      second.get(10, TimeUnit.SECONDS);
      trial.running().close();
      trial.running().awaitStop();
      assertThat(trial.told().of(Event.Stopped.class)).hasSize(1);
    }
  }

  @Test
  void closingNowShortensACloseThatWaits() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "0005he");
      trial.told().awaitReceived(6);
      CompletableFuture<Void> closing = closing(trial);
      trial.told().await1(Event.Suspended.class);
      trial.running().closeNow();
      closing.get(10, TimeUnit.SECONDS);
      assertThat(trial.told().endings()).containsExactly(new Ending.Forced());
    }
  }

  @Test
  void whoIsInterruptedWhileClosingLeavesNothingOpen() throws Exception {
    try (Trial trial = serve(LONG, Trial.UPPER);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "0005he");
      trial.told().awaitReceived(6);
      boolean[] interrupted = new boolean[1];
      Thread closer =
          Thread.ofPlatform()
              .start(() -> {
                trial.running().close();
                interrupted[0] = Thread.currentThread().isInterrupted();
              });
      trial.told().await1(Event.Suspended.class);
      closer.interrupt();
      closer.join();
      assertThat(interrupted[0]).isTrue();
      assertThat(trial.told().endings()).containsExactly(new Ending.Forced());
      assertThat(trial.running().status().phase()).isEqualTo(Status.Phase.STOPPED);
    }
  }

  @Test
  void closingUnderLoadEndsEveryConnectionOnce() throws Exception {
    try (Trial trial = serve(Duration.ofSeconds(2), Trial.UPPER)) {
      List<Thread> clients = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        clients.add(Thread.ofVirtual().start(() -> ask(trial)));
      }
      trial.told().awaitReceived(6 * 200);
      trial.running().close();
      for (Thread client : clients) {
        client.join();
      }
      assertThat(trial.told().of(Event.Ended.class))
          .extracting(Event.Ended::connection)
          .doesNotHaveDuplicates()
          .hasSameSizeAs(trial.told().of(Event.Accepted.class));
      assertThat(trial.running().status().open()).isZero();
    }
  }

  /** Asks until the server is gone, sometimes on a new connection. */
  private static void ask(Trial trial) {
    try {
      while (true) {
        try (Client client = trial.connect()) {
          for (int i = 0; i < 20; i++) {
            Trial.say(client, "0002ab");
            client.receiveRaw(6);
          }
        }
      }
    } catch (IOException e) {
      assertThat(trial.running().status().phase()).isNotEqualTo(Status.Phase.SERVING);
    }
  }

  @Test
  void theEndpointIsFreeAsSoonAsCloseReturns() throws Exception {
    Trial trial = serve(LONG, Trial.UPPER);
    Endpoint endpoint = trial.endpoint();
    try (Client client = trial.connectAccepted()) {
      // Ours is the side that closes first: it stays in TIME_WAIT.
      CompletableFuture<Void> closing = closing(trial);
      assertThat(client.receiveAll()).isEmpty();
      Trial.leave(client);
      closing.get(10, TimeUnit.SECONDS);
    }
    if (endpoint instanceof Endpoint.Unix unix) {
      assertThat(Files.exists(Path.of(unix.path()))).isFalse();
    }
    try (Running again = Server.on(endpoint).model(way.model()).serve(Trial.UPPER);
        Client client = Client.connect(endpoint, Framing.line())) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("HELLO");
      assertThat(again.endpoint()).isEqualTo(endpoint);
    }
    trial.close();
  }
}
