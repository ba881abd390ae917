package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs that are on every machine get the right bytes of every service, under every model.
 */
@ExtendWith(Served.class)
class RealClientsTest {

  private static final int TRIES = 40;

  private static final long FROM_1900_TO_1970 = 2_208_988_800L; // RFC 868

  static Stream<Arguments> programs() {
    return Served.models().stream()
        .flatMap(model -> ClientProgram.ALL.stream().map(program -> Arguments.of(program, model)));
  }

  @ParameterizedTest(name = "{0} gets every answer under {1}")
  @MethodSource("programs")
  void everyAnswer(ClientProgram program, String model, Served.Servers servers) throws Exception {
    for (Question question : Question.OVER_TCP) {
      int port = servers.under(model).port(question.service());
      Child.Finished finished = Child.run(program.overTcp(port), question.said().getBytes(UTF_8));
      assertThat(finished.out()).as("%s %s", question, finished).matches(question.isRight());
      assertThat(finished.code()).as("%s %s", question, finished).isZero();
    }
  }

  /** Here the end of stdin is the end of the message. */
  @ParameterizedTest(name = "{0} need not end a line under {1}")
  @MethodSource("programs")
  void withoutALineEnding(ClientProgram program, String model, Served.Servers servers)
      throws Exception {
    Switchboard server = servers.under(model);
    assertThat(Child.run(program.overTcp(server.port("hello")), "Ada".getBytes(UTF_8)).out())
        .isEqualTo("Hello Ada");
    assertThat(Child.run(program.overTcp(server.port("upper")), "zo\u00eb".getBytes(UTF_8)).out())
        .isEqualTo("ZO\u00cb");
  }

  @ParameterizedTest(name = "{0} hears a long echo under {1}")
  @MethodSource("programs")
  void longEcho(ClientProgram program, String model, Served.Servers servers) throws Exception {
    String long100k = "0123456789".repeat(10_000);
    Child.Finished finished =
        Child.run(program.overTcp(servers.under(model).port("echo")), long100k.getBytes(UTF_8));
    assertThat(finished.out()).isEqualTo(long100k);
  }

  /** It would go on for ever: the first lines will do. */
  @ParameterizedTest(name = "{0} is sent characters under {1}")
  @MethodSource("programs")
  void chargen(ClientProgram program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("chargen");
    Child.Finished finished = Child.run(ClientProgram.piped(program.overTcp(port), "head -n 200"));
    List<String> lines = finished.out().lines().toList();
    assertThat(lines).hasSize(200);
    for (int line = 0; line < lines.size(); line++) {
      assertThat(lines.get(line)).hasSize(72);
      assertThat(lines.get(line).charAt(0)).isEqualTo((char) (' ' + line % 95));
      assertThat(lines.get(line).charAt(71)).isEqualTo((char) (' ' + (line + 71) % 95));
    }
  }

  @ParameterizedTest(name = "{0} is told the time under {1}")
  @MethodSource("programs")
  void time(ClientProgram program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("time");
    Child.Finished finished =
        Child.run(
            ClientProgram.piped(program.overTcp(port), "od --address-radix=n -tu4 --endian=big"));
    assertIsNow(finished.out());
  }

  /** Four bytes, as od prints them. */
  static void assertIsNow(String number) {
    assertThat(number.strip()).matches("\\d+");
    assertThat(Long.parseLong(number.strip()) - FROM_1900_TO_1970)
        .isBetween(Instant.now().getEpochSecond() - 300, Instant.now().getEpochSecond());
  }

  /**
   * Curl speaks TELNET. It looks for an answer for 100 ms and then waits for more to send: so it is
   * given empty lines until the answer is there.
   */
  @ParameterizedTest(name = "curl gets every answer under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void curl(String model, Served.Servers servers) throws Exception {
    for (Question question : Question.OVER_TCP) {
      String url = "telnet://127.0.0.1:" + servers.under(model).port(question.service());
      if (question.closes()) { // else empty lines are answered too
        try (Child curl = Child.start(Needs.program("curl"), "-sS", "--no-buffer", url)) {
          curl.send(question.said());
          for (int tried = 0;
              tried < TRIES && !curl.out().waitFor(question.isRight(), Duration.ofSeconds(1));
              tried++) {
            curl.send("\n");
          }
          curl.endInput();
          assertThat(curl.await().out()).as("%s", question).matches(question.isRight());
        }
      }
    }
  }
}
