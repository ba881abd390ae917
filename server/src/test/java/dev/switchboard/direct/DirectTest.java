package dev.switchboard.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.ConversationEndedException;
import dev.switchboard.session.Dialogue;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Talk;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that block, under every server model. */
class DirectTest {

  private static final Dialogue GREETER =
      talk -> {
        String name;
        while ((name = talk.receive()) != null) {
          talk.send("Hello " + name);
        }
        talk.send("Bye");
      };

  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();

  static List<ServerModel> models() {
    return ServerModel.available().stream().filter(ServerModel::inThisProcess).toList();
  }

  /** All but the one that serves one client at a time. */
  static List<ServerModel> modelsForSeveral() {
    return models().stream().filter(model -> !model.name().equals("iterative")).toList();
  }

  private Running serving(ServerModel model, Dialogue dialogue) throws IOException {
    return Server.on(Endpoint.tcp("127.0.0.1", 0))
        .model(model)
        .listener(event -> {
          if (event instanceof Event.Ended ended) {
            endings.add(ended.ending());
          }
        })
        .serve(Direct.service(dialogue));
  }

  private static Client client(Running running) throws IOException {
    return Client.connect(running.endpoint(), Framing.line());
  }

  private Ending ending() throws InterruptedException {
    return endings.poll(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @MethodSource("models")
  void answersMessageAfterMessageAndTheEnd(ServerModel model) throws Exception {
    try (Running running = serving(model, GREETER);
        Client client = client(running)) {
      client.sendRaw("Ada\nBob\nEv".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(client.receive()).isEqualTo("Hello Ada");
      assertThat(client.receive()).isEqualTo("Hello Bob");
      client.send("e");
      assertThat(client.receive()).isEqualTo("Hello Eve");
      client.finish();
      assertThat(client.receive()).isEqualTo("Bye");
      assertThat(client.receive()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void speaksFirstAndClosesWhenItReturns(ServerModel model) throws Exception {
    try (Running running = serving(model, talk -> talk.send("welcome"));
        Client client = client(running)) {
      assertThat(client.receive()).isEqualTo("welcome");
      assertThat(client.receive()).isNull();
    }
    assertThat(ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @ParameterizedTest
  @MethodSource("modelsForSeveral")
  void mayBlockWithoutHoldingUpOthers(ServerModel model) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Dialogue waiting =
        talk -> {
          if ("wait".equals(talk.receive())) {
            go.await();
          }
          talk.send("done");
        };
    try (Running running = serving(model, waiting);
        Client first = client(running);
        Client second = client(running)) {
      first.send("wait");
      second.send("go");
      assertThat(second.receive()).isEqualTo("done");
      go.countDown();
      assertThat(first.receive()).isEqualTo("done");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void sendsMoreThanMayWait(ServerModel model) throws Exception {
    int lines = 3000;
    String line = "x".repeat(1000);
    Dialogue flood =
        talk -> {
          for (int i = 0; i < lines; i++) {
            talk.send(i + line);
          }
        };
    try (Running running = serving(model, flood);
        Client client = client(running)) {
      for (int i = 0; i < lines; i++) {
        assertThat(client.receive()).isEqualTo(i + line);
      }
      assertThat(client.receive()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void endsOnlyItsOwnConnectionWhenItThrows(ServerModel model) throws Exception {
    Dialogue picky =
        talk -> {
          if ("bad".equals(talk.receive())) {
            throw new IllegalStateException("bad");
          }
          talk.send("good");
        };
    try (Running running = serving(model, picky)) {
      try (Client bad = client(running)) {
        bad.send("bad");
        assertThat(bad.receive()).isNull();
      }
      assertThat(ending()).isInstanceOf(Ending.ServiceFailed.class);
      try (Client good = client(running)) {
        good.send("fine");
        assertThat(good.receive()).isEqualTo("good");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void learnsThatThePeerResetTheConnection(ServerModel model) throws Exception {
    CompletableFuture<Ending> learnt = new CompletableFuture<>();
    Dialogue curious =
        talk -> {
          talk.send("here");
          try {
            talk.receive();
          } catch (ConversationEndedException e) {
            learnt.complete(e.ending());
          }
        };
    try (Running running = serving(model, curious)) {
      Client client = client(running);
      assertThat(client.receive()).isEqualTo("here");
      client.reset();
      assertThat(learnt.get(10, TimeUnit.SECONDS)).isEqualTo(new Ending.Reset());
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isToldAtOnceWhatCannotBeSent(ServerModel model) throws Exception {
    Dialogue clumsy =
        talk -> {
          assertThatThrownBy(() -> talk.send("two\nlines")).isInstanceOf(UnsendableException.class);
          talk.send("one line");
        };
    try (Running running = serving(model, clumsy);
        Client client = client(running)) {
      assertThat(client.receive()).isEqualTo("one line");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isGivenTimeToAnswerWhenTheServerStops(ServerModel model) throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Dialogue slow =
        talk -> {
          String message = talk.receive();
          working.countDown();
          go.await();
          talk.send("answer to " + message);
          talk.receive();
        };
    try (Running running = serving(model, slow)) {
      Thread stopping;
      try (Client client = client(running)) {
        client.send("question");
        working.await();
        stopping = Thread.ofVirtual().start(running::close);
        running.suspend();
        go.countDown();
        assertThat(client.receive()).isEqualTo("answer to question");
        assertThat(client.receive()).isNull();
      }
      stopping.join();
    }
    assertThat(ending()).isEqualTo(new Ending.Drained());
  }

  @ParameterizedTest
  @MethodSource("models")
  void waitsForAMessageNoLongerThanItWants(ServerModel model) throws Exception {
    Dialogue impatient =
        talk -> {
          assertThatThrownBy(() -> talk.receiveFrame(Duration.ofMillis(20)))
              .isInstanceOf(TimeoutException.class)
              .hasMessage("no message for 20 ms");
          talk.send("well?");
          talk.send("you said " + talk.receive());
          assertThat(talk.receiveFrame(Duration.ofSeconds(20))).isNull();
          talk.send("bye");
        };
    try (Running running = serving(model, impatient);
        Client client = client(running)) {
      assertThat(client.receive()).isEqualTo("well?");
      client.send("hi");
      assertThat(client.receive()).isEqualTo("you said hi");
      client.finish();
      assertThat(client.receive()).isEqualTo("bye");
      assertThat(client.receive()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void mayFinishAndGoOnReceiving(ServerModel model) throws Exception {
    CompletableFuture<String> last = new CompletableFuture<>();
    Dialogue finishing =
        talk -> {
          talk.send("that is all");
          talk.finish();
          last.complete(talk.receive());
        };
    try (Running running = serving(model, finishing);
        Client client = client(running)) {
      assertThat(client.receive()).isEqualTo("that is all");
      assertThat(client.receive()).isNull();
      client.send("thanks");
      assertThat(last.get(20, TimeUnit.SECONDS)).isEqualTo("thanks");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void mayReset(ServerModel model) throws Exception {
    try (Running running = serving(model, Talk::reset)) {
      // The reset may come before the client knows that it is connected.
      assertThatThrownBy(() -> receiveOnce(running)).isInstanceOf(IOException.class);
    }
    assertThat(ending()).isEqualTo(new Ending.ResetByUs());
  }

  private static void receiveOnce(Running running) throws IOException {
    try (Client client = client(running)) {
      client.receive();
    }
  }

  /** The first packet comes before the dialogue asks for it, and others while it is at work. */
  @ParameterizedTest
  @MethodSource("models")
  void talksOverPackets(ServerModel model) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Dialogue waiting =
        talk -> {
          go.await();
          for (int i = 0; i < 3; i++) {
            talk.send("got " + talk.receive());
          }
        };
    try (Running running =
            Server.on(Endpoint.udp("127.0.0.1", 0))
                .framing(Framing.datagram())
                .model(model)
                .serve(Direct.service(waiting));
        Client client = Client.connect(running.endpoint(), Framing.datagram())) {
      client.send("a");
      client.send("");
      client.send("c");
      go.countDown();
      assertThat(client.receive()).isEqualTo("got a");
      assertThat(client.receive()).isEqualTo("got ");
      assertThat(client.receive()).isEqualTo("got c");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isToldThatNothingCanBeSentAfterTheEnd(ServerModel model) throws Exception {
    CompletableFuture<Throwable> told = new CompletableFuture<>();
    Dialogue forgetful =
        talk -> {
          talk.finish();
          try {
            talk.send("one more thing");
          } catch (IllegalStateException e) {
            told.complete(e);
          }
        };
    try (Running running = serving(model, forgetful);
        Client client = client(running)) {
      assertThat(client.receive()).isNull();
      assertThat(told.get(20, TimeUnit.SECONDS)).hasMessageContaining("after finish()");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isGivenTimeWhenTheServerStopsAlsoIfItsPeerHasFinished(ServerModel model) throws Exception {
    CountDownLatch halfway = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Dialogue slow =
        talk -> {
          while (talk.receive() != null) {
            // until the peer has finished
          }
          talk.send("one");
          halfway.countDown();
          go.await();
          talk.send("two");
        };
    try (Running running = serving(model, slow)) {
      Thread stopping;
      try (Client client = client(running)) {
        client.finish();
        halfway.await();
        stopping = Thread.ofVirtual().start(running::close);
        running.suspend();
        go.countDown();
        assertThat(client.receive()).isEqualTo("one");
        assertThat(client.receive()).isEqualTo("two");
        assertThat(client.receive()).isNull();
      }
      stopping.join();
    }
  }
}
