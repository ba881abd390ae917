package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** {@code serve exec}: a program for each connection. */
class ExecTest {

  @TempDir Path folder;

  @BeforeAll
  static void thereAreProcesses() {
    Needs.that(Served.everyModel().contains("processes"), "programs cannot be served here");
  }

  private static Switchboard exec(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("exec", "127.0.0.1:0"));
    all.addAll(List.of(words));
    return Switchboard.serve(all.removeFirst(), all.toArray(String[]::new));
  }

  @Test
  void saysWhatIsServedAndHowEachProcessEnded() throws Exception {
    try (Switchboard server = exec("-v", "--", "sh", "-c", "read x; echo \"<$x>\"; exit 4")) {
      int port = server.port("sh");
      assertThat(Caller.say("127.0.0.1", port, "hi -v --json\n")).isEqualTo("<hi -v --json>\n");
      String said = server.err().await("its process exited with code 4");
      assertThat(said).startsWith("sh listens on tcp://127.0.0.1:" + port + " (processes); only");
      assertThat(said).containsPattern("sh #1 handed to process \\d+\n");
      assertThat(server.stop().code()).isZero();
    }
  }

  @Test
  void tellsAProgramTheSame() throws Exception {
    Schema schema = Schema.of("events.schema.json");
    try (Switchboard server = exec("--json", "--", "sh", "-c", "kill -9 $$")) {
      Caller.say("127.0.0.1", server.port("sh"), "");
      server.child().out().await("\"ended\"");
      List<JsonNode> lines = server.stop().out().lines().map(schema::accept).toList();
      assertThat(lines.stream().map(line -> line.get("event").asString()))
          .startsWith("listening", "accepted", "handedOver", "ended");
      assertThat(lines.get(2).get("pid").asInt()).isGreaterThan(1);
      assertThat(lines.get(3).get("ending").asString()).isEqualTo("processKilled");
      assertThat(lines.get(3).get("signal").asInt()).isEqualTo(9);
      assertThat(lines.get(3).get("failure").asBoolean()).isTrue();
    }
  }

  @Test
  void itsStandardErrorIsOurs() throws Exception {
    try (Switchboard server = exec("--", "sh", "-c", "echo to whom >&2")) {
      assertThat(Caller.say("127.0.0.1", server.port("sh"), "")).isEmpty();
      server.err().await("to whom\n");
    }
  }

  @Test
  void withoutAnEndpointAPortIsChosen() throws Exception {
    try (Switchboard server = Switchboard.serve("exec", "--", "cat")) {
      assertThat(Caller.say("127.0.0.1", server.port("cat"), "x")).isEqualTo("x");
    }
  }

  @Test
  void aProgramThatIsNotThereIsExitCode3() {
    assertThat(Said.to("serve", "exec", "0", "--", "no-such-program"))
        .isEqualTo(
            new Said(
                3,
                "",
                "switchboard: Cannot start 'no-such-program': no program of that name is in PATH;"
                    + " check the name, or say where it is, as in ./no-such-program.\n"));
  }

  /**
   * Where accept finds no descriptor left, clients wait, and are served when there is one again.
   */
  @Test
  void exhaustedDescriptorsAreNoEnd() throws Exception {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -n 40; exec \"$@\"", "bash"));
    command.addAll(
        Switchboard.command("serve", "echo", "127.0.0.1:0", "--model", "processes", "--pool", "0"));
    command.addAll(List.of("--max-connections", "100", "-v"));
    try (Child server = Child.start(command)) {
      String said = server.err().await("can reach it.");
      int port = Integer.parseInt(said.replaceFirst("(?s).*127\\.0\\.0\\.1:(\\d+) .*", "$1"));
      List<Caller> callers = new ArrayList<>();
      for (int i = 0; i < 20; i++) { // each has two: its socket, and that to its process
        callers.add(Caller.to(port));
      }
      server.err().await("oo many open files");
      for (Caller caller : callers) {
        caller.close();
      }
      try (Caller last = Caller.to(port)) {
        last.say("x");
        assertThat(last.hear(1)).isEqualTo("x");
      }
      assertThat(server.isAlive()).isTrue();
    }
  }

  @Test
  void programsDoNotOutliveUsWhateverWeDieOf() throws Exception {
    String program = "trap '' TERM HUP; sleep 1000 & echo $$ $!; wait; sleep 1000";
    try (Switchboard server = exec("-v", "--", "sh", "-c", program);
        Caller caller = Caller.to(server.port("sh"))) {
      server.err().await("handed to process"); // from now on the watchdog knows of it
      StringBuilder line = new StringBuilder();
      while (line.indexOf("\n") < 0) {
        line.append(caller.hear(1));
      }
      server.child().signal("KILL");
      for (String pid : line.toString().strip().split(" ", -1)) {
        awaitEnd(pid);
      }
    }
  }

  @Test
  void jvmsDoNotOutliveUsEither() throws Exception {
    try (Switchboard server =
            Switchboard.serve("echo", "127.0.0.1:0", "--model", "processes", "--pool", "1");
        Caller caller = Caller.to(server.port("echo"))) {
      caller.say("x");
      caller.hear(1);
      List<String> children =
          ProcessHandle.of(server.child().pid())
              .orElseThrow()
              .children()
              .map(child -> String.valueOf(child.pid()))
              .toList();
      assertThat(children).hasSizeGreaterThanOrEqualTo(2); // the watchdog, and who serves
      server.child().signal("KILL");
      for (String pid : children) {
        awaitEnd(pid);
      }
    }
  }

  /** Whoever inherits it may take its time to reap it. */
  private static void awaitEnd(String pid) {
    Path status = Path.of("/proc", pid, "stat");
    await("the end of process " + pid)
        .atMost(Child.PATIENCE)
        .until(() -> !Files.exists(status) || isZombie(status));
  }

  private static boolean isZombie(Path status) {
    try {
      return Files.readString(status).contains(") Z ");
    } catch (IOException e) {
      return true; // gone while we looked
    }
  }

  /** Programs that the others of this kind also start, and what a client says to them. */
  static Stream<Arguments> programs() {
    return Stream.of(
        Arguments.of("cat", "one\ntwo"),
        Arguments.of("wc -c", "12345"),
        Arguments.of("read x; echo \"<$x>\"", "hello\n"),
        Arguments.of("read x; read y; echo $y $x", "a\nb\n"),
        Arguments.of("echo greeting", ""),
        Arguments.of("cat; echo end", "x"),
        Arguments.of("tr a-z A-Z | rev", "abc\n"),
        Arguments.of("exit 3", ""),
        Arguments.of("echo $NCAT_REMOTE_ADDR$SOCAT_PEERADDR", ""));
  }

  static Stream<Arguments> programsThatEnd() {
    return programs()
        .filter(given -> !List.of("cat", "wc -c").contains(first(given)))
        .filter(given -> !first(given).contains("cat;") && !first(given).contains("tr "));
  }

  private static String first(Arguments given) {
    return String.valueOf(given.get()[0]);
  }

  /** ncat ends when its client has half-closed, whatever the program would still say. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("programsThatEnd")
  void clientsHearWhatTheyHearFromNcat(String program, String says) throws Exception {
    int port = Listeners.freePort();
    try (Child ncat =
            Child.start(
                Needs.program("ncat"), "-k", "-l", "127.0.0.1", "" + port, "--sh-exec", program);
        Switchboard ours = exec("--", "sh", "-c", program)) {
      Listeners.awaitTcp(port);
      assertThat(ncat.isAlive()).isTrue();
      assertThat(heard(ours.port("sh"), says)).isEqualTo(heard(port, says));
    }
  }

  private static String heard(int port, String says) throws IOException {
    try (Caller caller = Caller.to(port)) {
      caller.say(says);
      return caller.hearAll();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("programs")
  void clientsHearWhatTheyHearFromSocat(String program, String says) throws Exception {
    int port = Listeners.freePort();
    Path script = Files.writeString(folder.resolve("program"), program);
    try (Child socat =
            Child.start(
                Needs.program("socat"),
                "TCP-LISTEN:" + port + ",bind=127.0.0.1,fork",
                "EXEC:sh " + script);
        Switchboard ours = exec("--", "sh", script.toString())) {
      Listeners.awaitTcp(port);
      assertThat(socat.isAlive()).isTrue();
      assertThat(Caller.say("127.0.0.1", ours.port("sh"), says))
          .isEqualTo(Caller.say("127.0.0.1", port, says));
    }
  }
}
