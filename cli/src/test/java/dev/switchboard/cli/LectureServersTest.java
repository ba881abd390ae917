package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.script.Report;
import dev.switchboard.script.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The servers in Python and C, as a lecture shows them: {@code speak} gets the right answers of
 * them, and no client, however it behaves, takes the answers from the others.
 */
class LectureServersTest {

  /** Bytes of which no text consists. */
  private static final byte[] NO_TEXT = {(byte) 0xFF, (byte) 0xFE, 0, '\n'};

  private static final String GONE = "(Connection reset|Broken pipe).*";

  @TempDir static Path folder;

  static Stream<LectureServer> overTcp() {
    return LectureServer.overTcp();
  }

  static Stream<LectureServer> overUdp() {
    return LectureServer.overUdp();
  }

  /** As bytes: what is said goes as it is, and what comes is shown as it is. */
  @ParameterizedTest(name = "speak HOST PORT with {0}")
  @MethodSource("overTcp")
  void speakInBytes(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder)) {
      for (Question question : server.questions()) {
        Child.Finished finished =
            Child.run(
                Switchboard.command("speak", "127.0.0.1", Integer.toString(started.port())),
                question.said().getBytes(UTF_8));
        assertThat(finished.out()).as("%s", finished).matches(question.isRight());
        assertThat(finished.err()).isEmpty();
        assertThat(finished.code()).isZero();
      }
    }
  }

  static Stream<Arguments> messages() {
    String words = "cat yoyo batman error rabbit india sea code one olive loop EXIT";
    return Stream.of(
        said("hello_server", "hello", "Zoë\r\n", "Hello Zoë\r\n"),
        said("upper_tcp_server", "upper", "zoë", "ZOË"),
        said("acrostic_server", "acrostic 4", words.replace(' ', '\n'), "cyberiscool\n"),
        said("acrostic_server", "acrostic 2", words.replace(' ', '\n'), "cyberiscool\n"),
        said("daytime_server", "daytime", "", "\\w{3} \\w{3} [ 123]\\d [\\d:]{8} \\d{4}\r\n"),
        said("greeting_server", "greeting", "", "Hi we are connected!"),
        said("name_server", "name", "Hello\nzoë", "Hello Ali\nzoë Ali\n"),
        said("name_select_server", "name", "Hello\nzoë", "Hello Ali\nzoë Ali\n"),
        said("hi_server", "hi", " HI\nbye", "hello\nsay hi, and I say hello\n"),
        said("echo_server", "echo", "zoë\n\0", "zoë\n\0"),
        said("time_server", "time", "", "00000000 ( [0-9a-f]{2}){4} .*\n"));
  }

  private static Arguments said(String program, String service, String said, String answer) {
    String[] words = service.split(" ", 2);
    String[] width = Arrays.copyOfRange(words, 1, words.length);
    return Arguments.of(LectureServer.python(program, words[0], width), said, answer);
  }

  /** As messages of a service that speak knows: its framing says what one is. */
  @ParameterizedTest(name = "speak SERVICE ENDPOINT with {0}")
  @MethodSource("messages")
  void speakInMessages(LectureServer server, String said, String answer) throws Exception {
    try (LectureServer.Started started = server.start(folder)) {
      List<String> words =
          new ArrayList<>(List.of("speak", server.service(), started.endpoint().toString()));
      server.width().forEach(width -> words.addAll(List.of("--framing", "length:" + width)));
      if (server.service().equals("time")) {
        words.add("--hex"); // four bytes that are no text
      }
      Child.Finished finished =
          Child.run(Switchboard.command(words.toArray(String[]::new)), said.getBytes(UTF_8));
      assertThat(finished.out()).as("%s", finished).matches(answer);
      assertThat(finished.err()).isEmpty();
      assertThat(finished.code()).isZero();
    }
  }

  @ParameterizedTest(name = "speak -u with {0}")
  @MethodSource("overUdp")
  void speakOverUdp(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder)) {
      String[] words = {"speak", "-u", "-q", "0", "127.0.0.1", "" + started.port()};
      try (Child speak = Child.start(Switchboard.command(words))) {
        speak.send("zoë\n");
        speak.out().await("ZOË\n");
        speak.send("again\n");
        speak.out().await("ZOË\nAGAIN\n");
        speak.endInput();
        assertThat(speak.await())
            .extracting(Child.Finished::err, Child.Finished::code)
            .containsExactly("", 0);
      }
    }
  }

  /** How a client behaves that is not as it should be. */
  @FunctionalInterface
  interface Behaviour {
    void on(BareClient client) throws IOException;
  }

  private static final List<Behaviour> BAD_BEHAVIOUR =
      List.of(
          BareClient::close,
          BareClient::reset,
          client -> client.say(NO_TEXT),
          client -> {
            client.say(NO_TEXT);
            client.finish();
            client.hearEnd();
          },
          client -> {
            client.say("00");
            client.reset();
          },
          client -> client.say("x".repeat(200_000)));

  /** One is silent all the time, the others are bad, and the next one is served as ever. */
  @ParameterizedTest(name = "{0} outlives its clients")
  @MethodSource("overTcp")
  void badClients(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder);
        BareClient silent = BareClient.to(started.endpoint())) {
      for (Behaviour behaviour : BAD_BEHAVIOUR) {
        try (BareClient bad = BareClient.to(started.endpoint())) {
          behaviour.on(bad);
        } catch (IOException e) {
          assertThat(e).as("a server may close such a connection").hasMessageMatching(GONE);
        }
      }
      server.specification().holdsFor(started.endpoint(), UnaryOperator.identity());
      silent.finish();
      silent.hearEnd();
      assertThat(started.child().err().text()).doesNotContain("Traceback");
    }
  }

  @ParameterizedTest(name = "{0} outlives odd datagrams")
  @MethodSource("overUdp")
  void oddDatagrams(LectureServer server) throws Exception {
    String odd =
        """
        over udp
        > ""
        < ""
        > "x"*65507
        < "X"*65507
        > "a\\xff\\xc3"
        < "A\\xff\\xc3"
        """;
    try (LectureServer.Started started = server.start(folder)) {
      assertThat(Script.parse("odd datagrams", odd).speakTo(started.endpoint()))
          .matches(Report::passed, "passed");
      server.specification().holdsFor(started.endpoint(), UnaryOperator.identity());
    }
  }

  static Stream<LectureServer> closing() {
    return LectureServer.overTcp()
        .filter(server -> !List.of("name", "hi", "echo").contains(server.service()));
  }

  /** Who closes first has the old connection in TIME_WAIT for a minute. */
  @ParameterizedTest(name = "{0} can be started again at once")
  @MethodSource("closing")
  void startsAgain(LectureServer server) throws Exception {
    LectureServer.Started first = server.start(folder);
    try (first) {
      server.specification().holdsFor(first.endpoint(), UnaryOperator.identity());
    }
    first.child().await();
    try (LectureServer.Started second = server.start(folder, first.port())) {
      assertThat(second.port()).isEqualTo(first.port());
    }
  }

  static Stream<LectureServer> texts() {
    return LectureServer.overTcp()
        .filter(server -> List.of("hello", "upper").contains(server.service()));
  }

  /** A telnet client that closes nothing, and a program that sends no line ending. */
  @Execution(ExecutionMode.CONCURRENT) // nothing is done but wait
  @ParameterizedTest(name = "{0} takes silence for the end of a text")
  @MethodSource("texts")
  void silence(LectureServer server) throws Exception {
    try (LectureServer.Started started = server.start(folder);
        Caller caller = Caller.to(started.port())) {
      caller.say("ADA");
      assertThat(caller.hearAll()).endsWith("ADA");
    }
  }

  /** What one client does not read is kept for it, and the others have their answers meanwhile. */
  @ParameterizedTest(name = "{0} and a client that does not read")
  @ValueSource(strings = {"name_server", "name_select_server"})
  void slowReader(String program) throws Exception {
    String said = "Hello\n".repeat(600_000);
    String answers = "Hello Ali\n".repeat(600_000);
    try (LectureServer.Started started = LectureServer.python(program, "name").start(folder);
        Caller slow = Caller.to(started.port());
        Caller other = Caller.to(started.port())) {
      Thread talking = Thread.ofVirtual().start(() -> say(slow, said));
      slow.hear(1); // from here on it does not read
      other.say("Hi\n");
      assertThat(other.hear(7)).isEqualTo("Hi Ali\n");
      assertThat(slow.hear(answers.length() - 1).equals(answers.substring(1))).isTrue();
      talking.join();
    }
  }

  private static void say(Caller caller, String text) {
    try {
      caller.say(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
