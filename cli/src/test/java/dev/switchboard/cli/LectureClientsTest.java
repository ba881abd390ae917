package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The clients in Python and C, as a lecture shows them, get their answers under every model. */
@ExtendWith(Served.class)
class LectureClientsTest {

  private static final String WORDS = "cat yoyo batman error rabbit india sea code one olive loop";

  @TempDir static Path folder;

  static Stream<Arguments> clients() {
    return models()
        .flatMap(model ->
            Arrays.stream(LecturePrograms.values()).map(language -> Arguments.of(language, model)));
  }

  static Stream<Arguments> udpClients() {
    return clients().filter(given -> Served.servesDatagrams(String.valueOf(given.get()[1])));
  }

  static Stream<String> models() {
    return Served.models().stream();
  }

  @ParameterizedTest(name = "{0}, {1}: hello")
  @MethodSource("clients")
  void hello(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("hello");
    assertPrints("Hello Ada\n", language.command(folder, "hello_client", port, "Ada"));
    assertPrints("Hello Zoë Byron\n", language.command(folder, "hello_client", port, "Zoë Byron"));
  }

  @ParameterizedTest(name = "{0}, {1}: upper over TCP")
  @MethodSource("clients")
  void upper(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("upper");
    assertPrints("HI ZOË\n", language.command(folder, "upper_tcp_client", port, "hi zoë"));
  }

  /** The second line sends each datagram with the next one right behind it. */
  @ParameterizedTest(name = "{0}, {1}: upper over UDP")
  @MethodSource("udpClients")
  void upperOverUdp(LecturePrograms language, String model, Served.Servers servers)
      throws Exception {
    int port = servers.under(model).port("upper", Endpoint.Udp.class);
    assertPrints("ZOË\n", language.command(folder, "upper_udp_client", port, "zoë"));
    assertPrints(
        "HI\nHI\nDEAR\n", language.command(folder, "upper_udp_client", port, "hi", "hi", "dear"));
  }

  @ParameterizedTest(name = "{0}, {1}: echo")
  @MethodSource("clients")
  void echo(LecturePrograms language, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("echo");
    String large = "x".repeat(100_000);
    assertPrints(
        "one\n" + large + "\nzoë\n",
        language.command(folder, "echo_client", port, "one", large, "zoë"));
  }

  @ParameterizedTest(name = "{0}: acrostic with a length of 4 and of 2 digits")
  @MethodSource("models")
  void acrostic(String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("acrostic");
    assertPrints("cyberiscool\n", python("acrostic_client", port, "4 " + WORDS));
    try (Switchboard narrow =
        Switchboard.serve("acrostic", "0", "--framing", "length:2", "--model", model)) {
      port = narrow.port("acrostic");
      assertPrints("cyberiscool\n", python("acrostic_client", port, "2 " + WORDS));
      assertPrints("zë\n", python("acrostic_client", port, "2 zoë ëoz"));
    }
  }

  @ParameterizedTest(name = "{0}: name and hi")
  @MethodSource("models")
  void lines(String model, Served.Servers servers) throws Exception {
    Switchboard server = servers.under(model);
    assertPrints("Hello Ali\nzoë Ali\n", python("name_client", server.port("name"), "Hello zoë"));
    assertPrints(
        "hello\nsay hi, and I say hello\n", python("hi_client", server.port("hi"), "Hi bye"));
  }

  @ParameterizedTest(name = "{0}: greeting, daytime and time")
  @MethodSource("models")
  void whatNobodyAskedFor(String model, Served.Servers servers) throws Exception {
    Switchboard server = servers.under(model);
    assertPrints("Hi we are connected!\n", python("greeting_client", server.port("greeting")));
    Child.Finished daytime = Child.run(python("daytime_client", server.port("daytime")));
    assertThat(daytime.out()).matches("\\w{3} \\w{3} [ 123]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}\n");
    Child.Finished time = Child.run(python("time_client", server.port("time")));
    DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC\n'");
    assertThat(
            Duration.between(
                    LocalDateTime.parse(time.out(), format), LocalDateTime.now(ZoneOffset.UTC))
                .abs())
        .isLessThan(Duration.ofMinutes(5));
  }

  private static List<String> python(String program, int port, String words) throws Exception {
    return LecturePrograms.PYTHON.command(folder, program, port, words.split(" ", -1));
  }

  private static List<String> python(String program, int port) throws Exception {
    return LecturePrograms.PYTHON.command(folder, program, port);
  }

  private static void assertPrints(String expected, List<String> command) throws Exception {
    Child.Finished finished = Child.run(command);
    assertThat(finished.out()).as("%s", finished).isEqualTo(expected);
    assertThat(finished.code()).as("%s", finished).isZero();
  }
}
