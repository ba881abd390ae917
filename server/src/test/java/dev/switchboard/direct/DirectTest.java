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
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
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
    return ServerModel.all();
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
  @MethodSource("models")
  void mayBlockWithoutHoldingUpOthers(ServerModel model) throws Exception {
    if (model.name().equals("iterative")) {
      return; // one client at a time is what it is
    }
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
}
