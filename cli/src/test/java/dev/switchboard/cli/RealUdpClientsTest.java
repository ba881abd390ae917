package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same over UDP. It has no end: the programs leave when their input ends, so it does when the
 * answer is there.
 */
@ExtendWith(Served.class)
class RealUdpClientsTest {

  private static final int TRIES = 40;

  static Stream<Arguments> programs() {
    return Served.packetModels().stream()
        .flatMap(model -> ClientProgram.ALL.stream().map(program -> Arguments.of(program, model)));
  }

  @ParameterizedTest(name = "{0} gets every answer under {1}")
  @MethodSource("programs")
  void everyAnswer(ClientProgram program, String model, Served.Servers servers) throws Exception {
    for (Question question : Question.OVER_UDP) {
      int port = servers.under(model).port(question.service(), Endpoint.Udp.class);
      try (Child client = Child.start(program.overUdp(port))) {
        client.send(question.said());
        client.out().await("the answer of " + question, question.isRight());
        client.endInput();
        assertThat(client.await().out()).as("%s", question).matches(question.isRight());
      }
    }
  }

  /** One answer in 513 is empty. */
  @ParameterizedTest(name = "{0} is sent some characters under {1}")
  @MethodSource("programs")
  void chargen(ClientProgram program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("chargen", Endpoint.Udp.class);
    try (Child client = Child.start(program.overUdp(port))) {
      boolean answered = false;
      for (int tried = 0; tried < TRIES && !answered; tried++) {
        client.send("\n");
        answered = client.out().waitFor(text -> !text.isEmpty(), Duration.ofSeconds(1));
      }
      assertThat(client.out().text()).startsWith(" ");
    }
  }

  @ParameterizedTest(name = "{0} is told the time under {1}")
  @MethodSource("programs")
  void time(ClientProgram program, String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("time", Endpoint.Udp.class);
    String filter = "head -c 4 | od --address-radix=n -tu4 --endian=big";
    try (Child client = Child.start(ClientProgram.piped(program.overUdp(port), filter))) {
      client.send("\n");
      RealClientsTest.assertIsNow(client.out().await("\n"));
    }
  }

  /** A shell sends what one printf prints as one packet: one frame a packet. */
  @ParameterizedTest(name = "a shell is told that cyber is cool under {0}")
  @MethodSource("dev.switchboard.cli.Served#packetModels")
  void acrostic(String model, Served.Servers servers) throws Exception {
    int port = servers.under(model).port("acrostic", Endpoint.Udp.class);
    String script =
        """
        exec 3<>/dev/udp/127.0.0.1/%d
        for word in cat yoyo batman error rabbit india sea code one olive loop EXIT; do
          printf '%%04d%%s' ${#word} $word >&3
        done
        head -c 15 <&3
        """
            .formatted(port);
    Child.Finished finished = Child.run(List.of(Needs.program("bash"), "-c", script));
    assertThat(finished.out()).as("%s", finished).isEqualTo("0011cyberiscool");
  }

  /** That discard is silent shows in the first answer being another's. */
  @ParameterizedTest(name = "discard says nothing under {0}")
  @MethodSource("dev.switchboard.cli.Served#packetModels")
  void discard(String model, Served.Servers servers) throws Exception {
    Switchboard server = servers.under(model);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      socket.setSoTimeout((int) Child.PATIENCE.toMillis());
      int echo = server.port("echo", Endpoint.Udp.class);
      send(socket, server.port("discard", Endpoint.Udp.class), "x");
      send(socket, echo, "y");
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      socket.receive(answer);
      assertThat(answer.getPort()).isEqualTo(echo);
    }
  }

  private static void send(DatagramSocket socket, int port, String text) throws Exception {
    byte[] bytes = text.getBytes(UTF_8);
    socket.send(
        new DatagramPacket(
            bytes, bytes.length, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)));
  }
}
