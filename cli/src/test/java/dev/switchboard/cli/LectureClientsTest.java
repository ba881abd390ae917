package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients in Python and C, as a lecture shows them, get their answers under every model. */
@ExtendWith(Served.class)
class LectureClientsTest {

  @TempDir static Path folder;

  static Stream<Arguments> clients() {
    return Served.models().stream()
        .flatMap(model ->
            Arrays.stream(LectureClients.values()).map(language -> Arguments.of(language, model)));
  }

  @ParameterizedTest(name = "{0}, {1}: hello")
  @MethodSource("clients")
  void hello(LectureClients language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("hello");
    assertPrints("Hello Ada\n", language.command(folder, "hello", port, "Ada"));
    assertPrints("Hello Ada Byron\n", language.command(folder, "hello", port, "Ada Byron"));
  }

  @ParameterizedTest(name = "{0}, {1}: upper over TCP")
  @MethodSource("clients")
  void upper(LectureClients language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("upper");
    assertPrints("HI THERE\n", language.command(folder, "upper_tcp", port, "hi there"));
  }

  /** The second line sends each datagram with the next one right behind it. */
  @ParameterizedTest(name = "{0}, {1}: upper over UDP")
  @MethodSource("clients")
  void upperOverUdp(LectureClients language, String model, Served.Servers servers)
      throws Exception {
    int port = servers.under(model).port("upper", Endpoint.Udp.class);
    assertPrints("HI\n", language.command(folder, "upper_udp", port, "hi"));
    assertPrints("HI\nMY\nDEAR\n", language.command(folder, "upper_udp", port, "hi", "my", "dear"));
  }

  @ParameterizedTest(name = "{0}, {1}: echo")
  @MethodSource("clients")
  void echo(LectureClients language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("echo");
    String large = "x".repeat(100_000);
    assertPrints(
        "one\n" + large + "\ntwo\n", language.command(folder, "echo", port, "one", large, "two"));
  }

  @ParameterizedTest(name = "{0}: a client says so when nobody serves")
  @EnumSource
  void nobodyThere(LectureClients language) throws Exception {
    for (String program : List.of("hello", "upper_tcp", "upper_udp", "echo")) {
      Child.Finished finished = Child.run(language.command(folder, program, 1, "x"));
      assertThat(finished.code()).as("%s", finished).isEqualTo(1);
      assertThat(finished.err()).as("%s", finished).contains("refused").doesNotContain("Traceback");
      assertThat(finished.out()).as("%s", finished).isEmpty();
    }
  }

  private static void assertPrints(String expected, List<String> command) throws Exception {
    Child.Finished finished = Child.run(command);
    assertThat(finished.out()).as("%s", finished).isEqualTo(expected);
    assertThat(finished.code()).as("%s", finished).isZero();
  }
}
