package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM, without a terminal: the first lets messages end, the second does not. */
class StoppingTest {

  private static final String[] LINES = {"0", "--framing", "line", "--drain", "10m", "-v"};

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void sigtermStopsItAndExitsZero(String model) throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "0", "--model", model)) {
      Child.Finished finished = server.stop();
      assertThat(finished.code()).isZero();
      assertThat(finished.out()).isEmpty();
      assertThat(finished.err()).contains("Stopping:").doesNotContain("Exception");
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void theFirstWaitsForAMessageThatHasBegun(String model) throws Exception {
    try (Switchboard server = serveLines(model)) {
      try (Caller client = Caller.to(server.port("hello"))) {
        client.say("Ad");
        server.err().await("> \"Ad\"");
        server.child().signal("TERM");
        server.err().await("accepts no more");
        assertThatThrownBy(() -> Caller.to(server.port("hello")))
            .isInstanceOf(ConnectException.class);
        client.say("a\n");
        assertThat(client.hearAll()).isEqualTo("Hello Ada\n");
      }
      assertThat(server.child().await().code()).isZero();
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void theSecondEndsItAtOnce(String model) throws Exception {
    try (Switchboard server = serveLines(model);
        Caller client = Caller.to(server.port("hello"))) {
      client.say("Ad");
      server.err().await("> \"Ad\"");
      server.child().signal("TERM");
      server.err().await("accepts no more");
      server.child().signal("TERM");
      Child.Finished finished = server.child().await();
      assertThat(finished.code()).isZero();
      assertThat(finished.err()).contains("#1 ended: forced").endsWith("hello stopped\n");
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void whoIsBetweenMessagesIsClosedAtOnce(String model) throws Exception {
    try (Switchboard server = serveLines(model, "--repeat")) {
      try (Caller client = Caller.to(server.port("hello"))) {
        client.say("Ada\n");
        assertThat(client.hear("Hello Ada\n".length())).isEqualTo("Hello Ada\n");
        server.child().signal("TERM");
        assertThat(client.hearAll()).isEmpty();
      }
      Child.Finished finished = server.child().await();
      assertThat(finished.code()).isZero();
      assertThat(finished.err()).contains("#1 ended: drained");
    }
  }

  @Test
  void theDrainTimeEndsWhoStaysInTheMiddleOfAMessage() throws Exception {
    try (Switchboard server =
            Switchboard.serve("hello", "0", "--framing", "line", "--drain", "50ms", "-v");
        Caller client = Caller.to(server.port("hello"))) {
      client.say("Ad");
      server.err().await("> \"Ad\"");
      Child.Finished finished = server.stop();
      assertThat(finished.code()).isZero();
      assertThat(finished.err()).contains("#1 ended: forced");
    }
  }

  /** Both as a service manager would start it, with nothing to read from. */
  @ParameterizedTest
  @ValueSource(strings = {"</dev/null", "<&-"})
  void itServesWithoutStandardInput(String input) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(Needs.program("bash"), "-c", "exec \"$@\" " + input, "bash"));
    command.addAll(Switchboard.command("serve", "hello", "0"));
    try (Child server = Child.start(command)) {
      String said = server.err().await("can reach it.\n");
      int port = Integer.parseInt(said.replaceFirst("(?s).*?127\\.0\\.0\\.1:(\\d+).*", "$1"));
      assertThat(Caller.say("127.0.0.1", port, "Ada")).isEqualTo("Hello Ada");
      server.signal("TERM");
      assertThat(server.await().code()).isZero();
    }
  }

  private static Switchboard serveLines(String model, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of(LINES));
    words.addAll(List.of("--model", model));
    words.addAll(List.of(more));
    return Switchboard.serve("hello", words.toArray(String[]::new));
  }
}
