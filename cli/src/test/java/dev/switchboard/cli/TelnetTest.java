package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Telnet can use every text service. It ends lines with CR LF on the wire and shows LF, and leaves
 * when its standard input ends, so that is kept open until the answer is there.
 */
@ExtendWith(Served.class)
class TelnetTest {

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void everyTextService(String model, Served.Servers servers) throws Exception {
    Switchboard server = servers.under(model);
    assertSays(server.port("hello"), "Ada\n", "Hello Ada\n");
    assertSays(server.port("upper"), "hi\n", "HI\n");
    assertSays(server.port("echo"), "one\n", "one\n");
    assertSays(server.port("name"), "Hello\n", "Hello Ali\n");
    assertSays(server.port("hi"), "HI\n", "hello\n");
    assertSays(server.port("hi"), "\n", "say hi, and I say hello\n");
    assertSays(server.port("greeting"), "", "Hi we are connected!");
  }

  private static void assertSays(int port, String typed, String answer) throws Exception {
    try (Child telnet = connected(port)) {
      telnet.send(typed);
      telnet.out().await("the answer", text -> text.endsWith("\n" + answer));
      telnet.endInput();
      telnet.await();
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void whatTheServerSaysUnasked(String model, Served.Servers servers) throws Exception {
    for (Question question : Question.OVER_TCP) {
      if (question.said().isEmpty()) {
        try (Child telnet = connected(servers.under(model).port(question.service()))) {
          String shown = telnet.await().out();
          String answer = shown.substring(shown.indexOf("'^]'.\n") + "'^]'.\n".length());
          assertThat(answer.replaceFirst("\n$", "\r\n"))
              .as("%s", question)
              .matches(question.isRight());
        }
      }
    }
    try (Child telnet = connected(servers.under(model).port("chargen"))) {
      telnet.out().await("+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    }
  }

  /** All but iterative, which serves one after the other. */
  static List<String> modelsForManyAtOnce() {
    return Served.models().stream().filter(model -> !model.equals("iterative")).toList();
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("modelsForManyAtOnce")
  void threeTalkToNameAtOnce(String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("name");
    try (Child ann = connected(port);
        Child bob = connected(port);
        Child eve = connected(port)) {
      for (int round = 1; round <= 3; round++) {
        for (Child each : List.of(eve, ann, bob)) { // the first is served while the others wait
          each.send("Hello " + round + "\n");
          each.out().await("Hello " + round + " Ali\n");
        }
      }
    }
  }

  /** Under iterative the second is accepted when the first has left, and so is the third. */
  @Test
  void underIterativeTheSecondWaitsUntilTheFirstLeaves() throws Exception {
    try (Switchboard server =
        Switchboard.serve("name", "127.0.0.1:0", "--model", "iterative", "-v")) {
      int port = server.port("name");
      try (Child first = connected(port);
          Child second = connected(port); // by the kernel: it is in the accept queue
          Child third = connected(port)) {
        second.send("two\n");
        third.send("three\n");
        for (String said : List.of("one", "again")) {
          first.send(said + "\n");
          first.out().await(said + " Ali\n");
        }
        assertThat(second.out().text()).doesNotContain("Ali");
        first.endInput();
        second.out().await("two Ali\n");
        assertThat(third.out().text()).doesNotContain("Ali");
        second.endInput();
        third.out().await("three Ali\n");
        assertThat(server.err().await("#3 < "))
            .containsSubsequence(
                "#1 accepted", "#1 ended", "#2 accepted", "#2 ended", "#3 accepted");
      }
    }
  }

  private static Child connected(int port) throws Exception {
    Child telnet = Child.start(Needs.program("telnet"), "127.0.0.1", Integer.toString(port));
    telnet.out().await("Escape character is '^]'.\n");
    return telnet;
  }
}
