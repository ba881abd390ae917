package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is refused at the start, and what a description means. */
class ServerTest {

  private static final Endpoint ANY = Endpoint.tcp("127.0.0.1", 0);

  @Test
  void datagramsOnAStreamAreRefused() {
    assertThatThrownBy(() -> Server.on(ANY).framing(Framing.datagram()).serve(Trial.UPPER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tcp://127.0.0.1:0 is a stream and has no packets: choose another framing than datagram");
  }

  @Test
  void aFramingThatCannotKeepTheLimitIsRefused() {
    assertThatThrownBy(() ->
            Server.on(ANY)
                .framing(Framing.fixed(100))
                .limits(Limits.defaults().with(it -> it.message = 99))
                .serve(Trial.UPPER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fixed:100 is over the limit of 99 bytes a message");
  }

  @Test
  void noWorkersAreRefused() {
    assertThatThrownBy(() -> Server.on(ANY).workers(0).serve(Trial.UPPER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers are 1 or more, not 0");
  }

  /** A model that can do nothing. */
  private static final ServerModel UNABLE =
      new ServerModel() {
        @Override
        public String name() {
          return "unable";
        }

        @Override
        public Optional<String> refusal(Plan plan) {
          return Optional.of("unable can do nothing");
        }

        @Override
        public Crew start(Plan plan) throws IOException {
          throw new IOException("not started");
        }
      };

  @Test
  void whatAModelRefusesIsRefusedWithItsReasonAndThePortIsFree() throws IOException {
    Endpoint endpoint = freePort();
    assertThatThrownBy(() -> Server.on(endpoint).model(UNABLE).serve(Trial.UPPER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unable can do nothing");
    Server.on(endpoint).serve(Trial.UPPER).close();
  }

  @Test
  void aModelThatFailsToStartLeavesThePortFree() throws IOException {
    ServerModel failing =
        new ServerModel() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public Crew start(Plan plan) throws IOException {
            throw new IOException("no selector");
          }
        };
    Endpoint endpoint = freePort();
    assertThatThrownBy(() -> Server.on(endpoint).model(failing).serve(Trial.UPPER))
        .hasMessage("no selector");
    Server.on(endpoint).serve(Trial.UPPER).close();
  }

  private static Endpoint freePort() throws IOException {
    try (Running running = Server.on(ANY).serve(Trial.UPPER)) {
      return running.endpoint();
    }
  }

  @Test
  void everyModelIsFoundByItsNameAndAnUnknownOneWithTheNamesThereAre() {
    for (ServerModel model : ServerModel.all()) {
      assertThat(ServerModel.named(model.name())).isEqualTo(model);
    }
    assertThatThrownBy(() -> ServerModel.named("fork"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no server model is called 'fork'; there are "
                + String.join(", ", ServerModel.all().stream().map(ServerModel::name).toList()));
  }

  @Test
  void theUsualNumberOfConnectionsIsTheModelsUnlessAnotherIsAsked() throws IOException {
    assertThat(ServerModel.threads().usualConnections()).isEqualTo(1000);
    assertThat(ServerModel.select().usualConnections()).isEqualTo(10_000);
    Server server = Server.on(ANY).model(ServerModel.threads());
    assertThat(server.mostConnections()).isEqualTo(Math.min(1000, OpenFiles.limit() - 200));
    assertThat(server.limits(Limits.defaults().with(it -> it.connections = 5)).mostConnections())
        .isEqualTo(5);
  }

  @Test
  void aBoundServerHasItsPortAndAnswersWhenItIsStarted() throws IOException {
    try (Bound bound = Server.on(ANY).bind(Trial.UPPER);
        Client early = Client.connect(bound.endpoints().getFirst(), Framing.line())) {
      early.send("waiting");
      try (Running running = bound.start()) {
        assertThat(early.receive()).isEqualTo("WAITING");
        assertThat(running.endpoints()).isEqualTo(bound.endpoints());
        assertThatThrownBy(bound::start).isInstanceOf(IllegalStateException.class);
        giveBack(bound); // it is the running one's by now
        early.send("still");
        assertThat(early.receive()).isEqualTo("STILL");
      }
    }
  }

  private static void giveBack(Bound bound) {
    bound.close();
  }

  @Test
  void aBoundServerThatIsNotStartedGivesItsPortBack() throws IOException {
    Endpoint endpoint;
    try (Bound bound = Server.on(ANY).bind(Trial.UPPER)) {
      endpoint = bound.endpoints().getFirst();
    }
    Server.on(endpoint).serve(Trial.UPPER).close();
  }

  @Test
  void severalWorkersShareOnePort() throws IOException {
    for (ServerModel model : ServerModel.all()) {
      try (Trial trial =
          Trial.serve(
              new Way(model, Way.Transport.TCP_V4), server -> server.workers(3), Trial.UPPER)) {
        List<Client> clients = List.of(trial.connect(), trial.connect(), trial.connect());
        for (Client client : clients) {
          Trial.say(client, "hello\n");
        }
        for (Client client : clients) {
          Trial.expect(client, "HELLO\n");
          client.close();
        }
        trial.told().awaitSome(Event.Ended.class, 3);
        assertThat(trial.running().endpoints()).hasSize(1);
      }
    }
  }
}
