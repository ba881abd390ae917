package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.script.Failure.Kind;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A script as the client of a real server, and as the server of real clients. */
class OverSocketsTest {

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  static List<ServerModel> models() {
    return ServerModel.available().stream().filter(ServerModel::inThisProcess).toList();
  }

  private static Script script(String... lines) {
    return Script.parse("t.talk", String.join("\n", lines));
  }

  private static Report speak(Script script, Service service) throws Exception {
    try (Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(script.heading().framingOrRaw())
            .serve(service)) {
      return script.speakTo(running.endpoint());
    }
  }

  @Test
  void aDifferenceIsToldWithTheEndpoint() throws Exception {
    Report report = speak(script("framing line", "> \"a\\n\"", "< \"B\\n\""), UPPER);
    assertThat(Failed.in(report).kind()).isEqualTo(Kind.WRONG);
    assertThat(report.toString())
        .contains("line 3: wrong: other bytes came (tcp://127.0.0.1:")
        .contains("byte 1 of 2: expected 42 \"B\", got 41 \"A\"");
  }

  @Test
  void silentClosedAndResetAreToldApart() throws Exception {
    Script hasty = script("framing line", "within 300ms", "> \"a\\n\"", "< \"A\\n\"");
    assertThat(Failed.in(speak(hasty, peer -> (frame, outbox) -> {})).kind())
        .isEqualTo(Kind.SILENT);
    Script asks = script("framing line", "within 60s", "> \"a\\n\"", "< \"A\\n\"");
    assertThat(Failed.in(speak(asks, peer -> (frame, outbox) -> outbox.close())).kind())
        .isEqualTo(Kind.CLOSED);
    assertThat(Failed.in(speak(asks, peer -> (frame, outbox) -> outbox.reset())).kind())
        .isEqualTo(Kind.RESET);
  }

  @Test
  void aCrashIsToldWhereSomebodyKnowsOfIt() throws Exception {
    AtomicReference<String> fallen = new AtomicReference<>();
    Service falling =
        peer ->
            (frame, outbox) -> {
              fallen.set("exit code 1");
              throw new IllegalStateException("as asked");
            };
    Script script = script("framing line", "> \"a\\n\"", "< \"A\\n\"");
    try (Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0)).framing(Framing.line()).serve(falling)) {
      Report report = script.speakTo(Client.to(running.endpoint()), fallen::get);
      assertThat(Failed.in(report).kind()).isEqualTo(Kind.CRASHED);
      assertThat(report.toString()).contains("crashed: exit code 1");
    }
  }

  @Test
  void nobodyThereIsToldAtOnce() throws Exception {
    Endpoint gone = Endpoint.tcp("127.0.0.1", 1);
    Report report = script("> \"a\"", "< \"A\"").speakTo(gone);
    assertThat(Failed.in(report).kind()).isEqualTo(Kind.UNREACHED);
    assertThat(report.toString()).contains("line 1: unreached: Cannot connect to tcp://127.0.0.1:");
  }

  @Test
  void manyBytesInOneSegmentNeverStopTheServerThatAnswersThem() throws Exception {
    Service echo = Service.replyingFrames(frame -> frame);
    Report report =
        speak(
            script(
                "within 60s",
                "> \"0123456789\"*2000000",
                "< \"0123456789\"*2000000",
                "> end",
                "< end"),
            echo);
    assertThat(report).matches(Report::passed, "passed");
  }

  @Test
  void aServerThatDoesNotReadIsTold() throws Exception {
    Service deaf =
        peer ->
            (frame, outbox) -> {
              outbox.pause();
            };
    Report report = speak(script("within 500ms", "> \"x\"*60000000", "< nothing 1ms"), deaf);
    assertThat(Failed.in(report).what())
        .isEqualTo("this could not be sent: the server does not read what it is sent");
  }

  @Test
  void aResetThatIsExpectedMayBeNoticedWhileSending() throws Exception {
    Service resetting = peer -> (frame, outbox) -> outbox.reset();
    Report report = speak(script("> \"x\"*10000000", "> \"x\"*10000000", "< reset"), resetting);
    assertThat(report).matches(Report::passed, "passed");
  }

  // ---- the server's side ----

  private static final String[] BOTH_SIDES = {
    "framing line",
    "> \"hel\"",
    "> \"lo\\n\"",
    "< \"HELLO\\n\"",
    ">> again",
    "< wait 20ms",
    "<< AGAIN",
    "> end",
    "< \"BYE\\n\"",
    "< end"
  };

  private static Report converse(ServerModel model, Endpoint endpoint, Script client, Script server)
      throws Exception {
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    try (Running running =
        Server.on(endpoint)
            .framing(server.rawFraming())
            .model(model)
            .workers(model.name().equals("iterative") && !endpoint.packets() ? 3 : 1)
            .serve(server.answering(reports::add))) {
      Report asked = client.speakTo(running.endpoint());
      assertThat(asked).matches(Report::passed, "passed");
      Report answered = reports.poll(20, TimeUnit.SECONDS);
      assertThat(answered).isNotNull();
      return answered;
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void oneScriptIsBothSidesUnderEveryModel(ServerModel model, @TempDir Path folder)
      throws Exception {
    for (Endpoint endpoint :
        List.of(Endpoint.tcp("127.0.0.1", 0), Endpoint.unix(folder.resolve("s").toString()))) {
      Script script = script("over " + Transport.of(endpoint), String.join("\n", BOTH_SIDES));
      assertThat(converse(model, endpoint, script, script)).matches(Report::passed, "passed");
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void oneScriptIsBothSidesOverPackets(ServerModel model) throws Exception {
    Script script = script("over udp", "> \"a\"", "< \"A\"", "< \"\"", "> \"bye\"", "< \"BYE\"");
    assertThat(converse(model, Endpoint.udp("127.0.0.1", 0), script, script))
        .matches(Report::passed, "passed");
  }

  @ParameterizedTest
  @MethodSource("models")
  void severalClientsPlayOneScriptTogether(ServerModel model) throws Exception {
    Script script =
        script(
            "framing line",
            "a> \"a here\\n\"",
            "a< \"hello a\\n\"",
            "b> \"b here\\n\"",
            "a< \"b is here\\n\"",
            "a> \"hi b\\n\"",
            "b< \"a: hi b\\n\"",
            "b> end",
            "b< end",
            "a< \"b left\\n\"");
    assertThat(converse(model, Endpoint.tcp("127.0.0.1", 0), script, script))
        .matches(Report::passed, "passed");
  }

  @ParameterizedTest
  @MethodSource("models")
  void aClientThatSaysSomethingElseIsToldToTheServer(ServerModel model) throws Exception {
    Script client = script("> \"hullo\\n\"", "< end");
    Script server = script("> \"hello\\n\"", "< \"HELLO\\n\"");
    Report report = converse(model, Endpoint.tcp("127.0.0.1", 0), client, server);
    assertThat(Failed.in(report).kind()).isEqualTo(Kind.WRONG);
    assertThat(report.toString()).contains("byte 2 of 6: expected 65 \"e\", got 75 \"u\"");
  }

  @ParameterizedTest
  @MethodSource("models")
  void theServersSideCanReset(ServerModel model) throws Exception {
    Script script = script("> \"x\"", "< reset");
    assertThat(converse(model, Endpoint.tcp("127.0.0.1", 0), script, script))
        .matches(Report::passed, "passed");
  }

  @ParameterizedTest
  @MethodSource("models")
  void aClientThatResetsIsSeen(ServerModel model) throws Exception {
    Script script = script("> \"x\"", "< \"y\"", "> reset");
    assertThat(converse(model, Endpoint.tcp("127.0.0.1", 0), script, script))
        .matches(Report::passed, "passed");
  }

  @Test
  void eachClientIsAnsweredFromTheBeginning() throws Exception {
    Script script = script("framing line", ">> one", "<< 1", ">> two", "<< 2", "> end", "< end");
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    try (Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(script.rawFraming())
            .serve(script.answering(reports::add))) {
      for (int i = 0; i < 3; i++) {
        assertThat(script.speakTo(running.endpoint())).matches(Report::passed, "passed");
        assertThat(reports.poll(20, TimeUnit.SECONDS)).matches(Report::passed, "passed");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatTheClientSaysBehindTheScriptIsLeftOver(ServerModel model) throws Exception {
    Script server = script("> \"a\"", "< \"b\"", "> \"c\"");
    Script client = script("> \"a\"", "< \"b\"", "> \"c and more\"", "< end");
    Report report = converse(model, Endpoint.tcp("127.0.0.1", 0), client, server);
    assertThat(Failed.in(report).what()).isEqualTo("bytes are left over");
  }

  @ParameterizedTest
  @MethodSource("models")
  void whatComesWhereTheServerHasClosedIsNobodys(ServerModel model) throws Exception {
    Script script = script("> \"a\"", "< close", "> \"b\"");
    assertThat(converse(model, Endpoint.tcp("127.0.0.1", 0), script, script))
        .matches(Report::passed, "passed");
  }

  /** A client that is not through when the server stops is not at fault. */
  @Test
  void aServerThatStopsTellsNothingOfItsScripts() throws Exception {
    Script script = script("> \"x\"", "< \"y\"", "> \"never\"");
    BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
    BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(script.rawFraming())
            .listener(event -> {
              if (event instanceof Event.Ended ended) {
                endings.add(ended.ending());
              }
            })
            .serve(script.answering(reports::add));
    try (Client client = Client.connect(running.endpoint(), Framing.none())) {
      client.sendRaw((byte) 'x');
      assertThat(client.receiveRaw(1)).asString().isEqualTo("y");
      running.close();
      assertThat(endings.poll(20, TimeUnit.SECONDS)).isInstanceOf(Ending.Drained.class);
    }
    assertThat(reports).isEmpty();
  }
}
