package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * However a message is cut on its way (whole, split, byte by byte, with the next one), the answer
 * is the same to the byte, to clients in Python and C, under every model.
 */
@ExtendWith(Served.class)
@Execution(ExecutionMode.CONCURRENT) // most of the time nothing is done but wait
class PiecesTest {

  /** The client's way of saying that its machine stood still in the middle of the message. */
  private static final int TOO_SLOW = 75;

  private static final int TRIES = 10;

  @TempDir static Path folder;

  static Stream<Arguments> clients() {
    return LectureClientsTest.clients().filter(PiecesTest::isNear);
  }

  /**
   * The pieces are the server's matter: one language cuts them under every model, all do in --long.
   */
  private static boolean isNear(Arguments client) {
    return client.get()[0] == LecturePrograms.C
        || client.get()[1].equals("select")
        || Boolean.getBoolean("switchboard.long");
  }

  @ParameterizedTest(name = "{0}, {1}: hello")
  @MethodSource("clients")
  void hello(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    Asking asking = new Asking(language, servers.under(model), "hello");
    for (List<String> cuts : cuts("Zoë\r\n", "2", "4", "5")) {
      asking.about("Zoë\r\n", "Hello Zoë\r\n", cuts);
    }
    asking.about("Zoë", "Hello Zoë", List.of("each"));
    // Nothing says that the message is over: 200 ms of silence do.
    asking.about("Zoë", "Hello Zoë", List.of("open", "1"));
    // The next message is there already; hello answers one and closes, in good order.
    asking.about("Zoë\nEve\n", "Hello Zoë\n", List.of());
    asking.about("Zoë\nEve\n", "Hello Zoë\n", List.of("open", "7"));
  }

  @ParameterizedTest(name = "{0}, {1}: upper")
  @MethodSource("clients")
  void upper(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    Asking asking = new Asking(language, servers.under(model), "upper");
    for (List<String> cuts : cuts("zoë\n", "1", "3", "4")) {
      asking.about("zoë\n", "ZOË\n", cuts);
    }
    asking.about("zoë", "ZOË", List.of("open", "each"));
    asking.about("zoë\neve\n", "ZOË\n", List.of("open"));
  }

  @ParameterizedTest(name = "{0}, {1}: echo")
  @MethodSource("clients")
  void echo(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    Asking asking = new Asking(language, servers.under(model), "echo");
    for (List<String> cuts : List.of(List.<String>of(), List.of("2"), List.of("each"))) {
      asking.about("Zoë\n\0\n", "Zoë\n\0\n", cuts);
    }
  }

  @ParameterizedTest(name = "{0}, {1}: acrostic with a length of 4 digits")
  @MethodSource("clients")
  void acrostic(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    acrostic(language, servers.under(model), 4);
  }

  @ParameterizedTest(name = "{0}: acrostic with a length of 2 digits")
  @MethodSource("dev.switchboard.cli.LectureClientsTest#models")
  void acrosticOfTheLecture(String model) throws Exception {
    try (Switchboard server =
        Switchboard.serve("acrostic", "0", "--framing", "length:2", "--model", model)) {
      for (LecturePrograms language : LecturePrograms.values()) {
        acrostic(language, server, 2);
      }
    }
  }

  /** What the split gives is a length field in two pieces, a word, and both at once. */
  private static void acrostic(LecturePrograms language, Switchboard server, int digits)
      throws Exception {
    Asking asking = new Asking(language, server, "acrostic");
    String sent = frames("cat yoyo batman error rabbit india sea code one olive loop EXIT", digits);
    for (List<String> cuts : cuts(sent, "1", "5", "8", Integer.toString(sent.length() - 1))) {
      asking.about(sent, frames("cyberiscool", digits), cuts);
    }
  }

  private static String frames(String words, int digits) {
    return Arrays.stream(words.split(" ", -1))
        .map(word -> ("%0" + digits + "d%s").formatted(word.length(), word))
        .collect(Collectors.joining());
  }

  @ParameterizedTest(name = "{0}, {1}: hello and upper, one message after the other")
  @MethodSource("clients")
  void withTheNextOne(LecturePrograms language, String model, Served.Servers servers)
      throws Exception {
    Switchboard server = servers.under(model, "--repeat");
    Asking hello = new Asking(language, server, "hello");
    Asking upper = new Asking(language, server, "upper");
    String sent = "Zoë\nEve\r\nAda";
    for (List<String> cuts :
        List.of(List.<String>of(), List.of("7"), List.of("4", "5"), List.of("each"))) {
      hello.about(sent, "Hello Zoë\nHello Eve\r\nHello Ada", cuts);
      upper.about(sent, "ZOË\nEVE\r\nADA", cuts);
    }
  }

  /** The same clients and the lectures' servers, which nobody's drivers read for. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.switchboard.cli.LectureServer#overTcp")
  void theirServers(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder)) {
      Asking asking = new Asking(LecturePrograms.PYTHON, started.port(), started.child().err());
      for (Question question : server.questions()) {
        for (List<String> cuts : List.of(List.of("1"), List.of("3", "5"), List.of("each"))) {
          assertThat(asking.answer(question.said(), cuts))
              .as("%s %s", question, cuts)
              .matches(question.isRight());
        }
      }
    }
  }

  /** Whole, byte by byte, and once for each of these cuts; with and without half-close. */
  private static List<List<String>> cuts(String message, String... each) {
    assertThat(message).as("only then it may stay open").matches("(?s).*(\n|EXIT)");
    return Stream.concat(
            Stream.of(List.<String>of(), List.of("open"), List.of("each"), List.of("open", "each")),
            Arrays.stream(each).map(cut -> List.of("open", cut)))
        .toList();
  }

  /** A client of this port, and what the server there says on its standard error. */
  private record Asking(LecturePrograms language, int port, Heard err) {

    Asking(LecturePrograms language, Switchboard server, String service) {
      this(language, server.port(service), server.err());
    }

    void about(String sent, String expected, List<String> cuts) throws Exception {
      assertThat(answer(sent, cuts)).as("%s %s", sent, cuts).isEqualTo(expected);
    }

    String answer(String sent, List<String> cuts) throws Exception {
      List<String> command = language.command(folder, "pieces", port, cuts.toArray(String[]::new));
      Child.Finished finished = Child.run(command, sent.getBytes(UTF_8));
      for (int tried = 1; finished.code() == TOO_SLOW && tried < TRIES; tried++) {
        finished = Child.run(command, sent.getBytes(UTF_8));
      }
      assertThat(finished.code()).as("%s%n%s", finished, err.text()).isZero();
      return finished.out();
    }
  }
}
