package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the lectures' clients and servers say when something is not as it should be: a sentence. */
class LectureMishapsTest {

  @TempDir static Path folder;

  /** Each of them, and something to say. */
  static Stream<Arguments> all() {
    return Stream.of(
        Arguments.of(LecturePrograms.C, "hello_client", "x"),
        Arguments.of(LecturePrograms.C, "upper_tcp_client", "x"),
        Arguments.of(LecturePrograms.C, "upper_udp_client", "x"),
        Arguments.of(LecturePrograms.C, "echo_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "hello_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "upper_tcp_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "upper_udp_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "echo_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "acrostic_client", "4 x"),
        Arguments.of(LecturePrograms.PYTHON, "daytime_client", ""),
        Arguments.of(LecturePrograms.PYTHON, "greeting_client", ""),
        Arguments.of(LecturePrograms.PYTHON, "name_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "hi_client", "x"),
        Arguments.of(LecturePrograms.PYTHON, "time_client", ""));
  }

  @ParameterizedTest(name = "{0}: {1} says so when nobody serves")
  @MethodSource("all")
  void nobodyThere(LecturePrograms language, String program, String words) throws Exception {
    assertComplains("refused", language.command(folder, program, 1, split(words)));
  }

  /** An end is not an answer. */
  @ParameterizedTest(name = "{0}: {1} says so when the server closes at once")
  @MethodSource("all")
  void closedAtOnce(LecturePrograms language, String program, String words) throws Exception {
    if (!program.contains("udp")) {
      try (Running closing = closingAtOnce()) {
        int port = ((Endpoint.Inet) closing.endpoint()).port();
        assertComplains(
            "the server closed ", language.command(folder, program, port, split(words)));
      }
    }
  }

  private static Running closingAtOnce() throws Exception {
    return Server.on(Endpoint.tcp("127.0.0.1", 0))
        .framing(Framing.none())
        .serve(peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                outbox.close();
              }

              @Override
              public void received(Frame frame, Outbox outbox) {
                // It has its answer.
              }
            });
  }

  @ParameterizedTest(name = "{0}: {1} says how it is started")
  @MethodSource("all")
  void withoutWords(LecturePrograms language, String program, String words) throws Exception {
    Child.Finished finished = Child.run(language.words(folder, program));
    assertThat(finished.err()).startsWith("usage: ").hasLineCount(1).endsWith("\n");
    assertThat(finished.code()).isNotZero();
  }

  /** Nothing listens there: it is refused before anything is sent. */
  @Test
  void aWordThatIsTooLongForItsLengthFieldIsNotSent() throws Exception {
    Child.Finished finished =
        Child.run(
            LecturePrograms.PYTHON.command(folder, "acrostic_client", 1, "2", "x".repeat(100)));
    assertThat(finished.err())
        .isEqualTo("acrostic: 100 bytes do not fit a length of 2 digits: " + "x".repeat(20) + "\n");
    assertThat(finished.code()).isEqualTo(1);
  }

  static List<LectureServer> servers() {
    return LectureServer.all();
  }

  @ParameterizedTest(name = "{0} says so when its port is taken")
  @MethodSource("servers")
  void portTaken(LectureServer server) throws Exception {
    try (LectureServer.Started first = server.start(folder)) {
      String port = Integer.toString(first.port());
      Child.Finished second = Child.run(server.command(folder, port));
      assertThat(second.err()).contains("cannot", port, "in use").hasLineCount(1);
      assertThat(second.code()).isEqualTo(1);
      assertThat(second.out()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} says how it is started")
  @MethodSource("servers")
  void serverWithoutWords(LectureServer server) throws Exception {
    for (String port : List.of("http", "-1", "99999")) {
      Child.Finished finished = Child.run(server.command(folder, port));
      assertThat(finished.err()).containsAnyOf("usage: ", "port must be 0-65535").hasLineCount(1);
      assertThat(finished.code()).isNotZero();
    }
  }

  /** The server notices, and says nothing rather than something wrong. */
  @Test
  void anAcrosticThatIsTooLongForItsLengthField() throws Exception {
    LectureServer narrow = LectureServer.python("acrostic_server", "acrostic", "2");
    try (LectureServer.Started server = narrow.start(folder)) {
      List<String> client =
          LecturePrograms.PYTHON.command(
              folder, "acrostic_client", server.port(), ("2" + " a".repeat(100)).split(" ", -1));
      assertComplains("the server closed without a whole answer", client);
      server.child().err().await("acrostic: 100 bytes do not fit a length of 2 digits\n");
    }
  }

  private static String[] split(String words) {
    return words.isEmpty() ? new String[0] : words.split(" ", -1);
  }

  private static void assertComplains(String why, List<String> command) throws Exception {
    Child.Finished finished = Child.run(command);
    assertThat(finished.code()).as("%s", finished).isEqualTo(1);
    assertThat(finished.err()).as("%s", finished).contains(why).hasLineCount(1);
    assertThat(finished.out()).as("%s", finished).isEmpty();
  }
}
