package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs that are on every machine get the right bytes, under every server model. */
@ExtendWith(Served.class)
class RealClientsTest {

  /** A client, and how its command line says where to and that stdin's end is to be passed on. */
  record Program(String name, List<String> tcp, List<String> udp) {

    private static final List<Program> ALL =
        List.of(
            new Program(
                "nc",
                List.of("-N", "127.0.0.1", "PORT"),
                List.of("-u", "-q", "0", "127.0.0.1", "PORT")),
            new Program(
                "ncat", List.of("127.0.0.1", "PORT"), List.of("--udp", "127.0.0.1", "PORT")),
            new Program(
                "socat",
                List.of("-", "TCP:127.0.0.1:PORT"),
                List.of("-t0", "-", "UDP:127.0.0.1:PORT")));

    List<String> command(List<String> words, int port) {
      return Stream.concat(
              Stream.of(Needs.program(name)),
              words.stream().map(word -> word.replace("PORT", Integer.toString(port))))
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Arguments> programs() {
    return Served.models().stream()
        .flatMap(model -> Program.ALL.stream().map(program -> Arguments.of(program, model)));
  }

  @ParameterizedTest(name = "{0} is greeted under {1}")
  @MethodSource("programs")
  void hello(Program program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("hello");
    assertAnswer(program.command(program.tcp(), port), "Ada", "Hello Ada");
    assertAnswer(program.command(program.tcp(), port), "Ada\n", "Hello Ada\n");
    assertAnswer(program.command(program.tcp(), port), "Ada\r\n", "Hello Ada\r\n");
  }

  @ParameterizedTest(name = "{0} gets capitals under {1}")
  @MethodSource("programs")
  void upper(Program program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("upper");
    assertAnswer(program.command(program.tcp(), port), "zoë", "ZOË");
    assertAnswer(program.command(program.tcp(), port), "zoë\n", "ZOË\n");
  }

  @ParameterizedTest(name = "{0} hears its echo under {1}")
  @MethodSource("programs")
  void echo(Program program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("echo");
    assertAnswer(program.command(program.tcp(), port), "one\ntwo\0three", "one\ntwo\0three");
    String long100k = "0123456789".repeat(10_000);
    assertAnswer(program.command(program.tcp(), port), long100k, long100k);
  }

  /**
   * UDP has no end: the programs leave when their input ends, so it does when the answer is there.
   */
  @ParameterizedTest(name = "{0} gets capitals over UDP under {1}")
  @MethodSource("programs")
  void upperOverUdp(Program program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("upper", Endpoint.Udp.class);
    try (Child client = Child.start(program.command(program.udp(), port))) {
      client.send("zoë\n");
      client.out().await("ZOË\n");
      client.endInput();
      assertThat(client.await().out()).isEqualTo("ZOË\n");
    }
  }

  /**
   * Telnet ends lines with CR LF on the wire and shows LF. It leaves when its standard input ends,
   * so that is kept open until the answer is there.
   */
  @ParameterizedTest(name = "telnet is greeted under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void telnet(String model, Served.Servers servers) throws Exception {
    Switchboard server = servers.under(model);
    assertThat(telnet(server.port("hello"), "Ada\n", "Hello Ada\n", true))
        .endsWith("\nHello Ada\n");
    assertThat(telnet(server.port("upper"), "hi\n", "HI\n", true)).endsWith("\nHI\n");
    assertThat(telnet(server.port("echo"), "one\n", "one\n", false)).endsWith("\none\n");
  }

  private static String telnet(int port, String typed, String answer, boolean serverCloses)
      throws Exception {
    try (Child telnet = Child.start(Needs.program("telnet"), "127.0.0.1", Integer.toString(port))) {
      telnet.out().await("Escape character");
      telnet.send(typed);
      telnet.out().await("the answer", text -> text.endsWith("\n" + answer));
      if (!serverCloses) {
        telnet.endInput();
      }
      return telnet.await().out();
    }
  }

  private static void assertAnswer(List<String> command, String sent, String expected)
      throws Exception {
    Child.Finished finished = Child.run(command, sent.getBytes(UTF_8));
    assertThat(finished.out()).as("%s", finished).isEqualTo(expected);
    assertThat(finished.code()).as("%s", finished).isZero();
  }
}
