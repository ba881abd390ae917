package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The options of {@code serve}, each by what it does. */
class ServeTest {

  @TempDir Path folder;

  @Test
  void withoutAHostItIsReachedByEveryAddressThatIsThisMachinesOwn() throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "0")) {
      int port = server.port("hello");
      assertThat(Caller.say("127.0.0.1", port, "Ada")).isEqualTo("Hello Ada");
      if (NetworkInterface.getByInetAddress(InetAddress.ofLiteral("::1")) != null) {
        assertThat(Caller.say("::1", port, "Ada")).isEqualTo("Hello Ada");
      }
      InetAddress own = InetAddress.getLocalHost();
      if (own.isLoopbackAddress()) {
        assertThat(Caller.say(own.getHostName(), port, "Ada")).isEqualTo("Hello Ada");
      }
      assertThat(server.err().text()).endsWith(" (select); only this machine can reach it.\n");
    }
  }

  @Test
  void aStarIsEveryAddressAndThatIsSaid() throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "*:0")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada")).isEqualTo("Hello Ada");
      assertThat(server.err().text())
          .endsWith("; every machine that has a way to that address can reach it.\n");
    }
  }

  @Test
  void severalServicesAreServedAtOnce() throws Exception {
    try (Switchboard server =
        Switchboard.start(3, "serve", "hello", "0", "upper", "127.0.0.1:0", "udp://127.0.0.1:0")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada")).isEqualTo("Hello Ada");
      assertThat(Caller.say("127.0.0.1", server.port("upper"), "Ada")).isEqualTo("ADA");
      assertThat(server.port("upper", Endpoint.Udp.class)).isPositive();
      assertThat(server.stop().code()).isZero();
    }
  }

  /** With other ports where the usual ones are taken: this test shares its machine. */
  @Test
  void allServesEveryServiceOnEachOfItsTransports() throws Exception {
    try (Switchboard server = Switchboard.start(20, "serve", "all", "--any-port")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada")).isEqualTo("Hello Ada");
      assertThat(Caller.say("127.0.0.1", server.port("upper"), "Ada")).isEqualTo("ADA");
      assertThat(Caller.say("127.0.0.1", server.port("echo"), "Ada")).isEqualTo("Ada");
      assertThat(server.port("upper", Endpoint.Udp.class)).isPositive();
      assertThat(server.port("echo", Endpoint.Udp.class)).isPositive();
      assertThat(server.stop().code()).isZero();
    }
  }

  @Test
  void aUnixSocketIsServedAndItsFileRemoved() throws Exception {
    Path path = folder.resolve("echo");
    try (Switchboard server = Switchboard.serve("echo", "unix:" + path)) {
      assertThat(Caller.overUnix(UnixDomainSocketAddress.of(path), "Ada")).isEqualTo("Ada");
      assertThat(server.err().text()).contains("; whoever may write to that file can reach it.");
      assertThat(server.stop().code()).isZero();
      assertThat(path).doesNotExist();
    }
  }

  /** The file of a server that was killed is no obstacle, one of a server that lives is. */
  @Test
  void aStaleSocketFileIsReplacedAndALiveOneIsNot() throws Exception {
    Path path = folder.resolve("echo");
    try (Switchboard killed = Switchboard.serve("echo", "unix:" + path)) {
      killed.child().signal("KILL");
      killed.child().await();
    }
    assertThat(Files.exists(path)).isTrue();
    try (Switchboard server = Switchboard.serve("echo", "unix:" + path)) {
      assertThat(Said.to("serve", "hello", "unix:" + path).err())
          .isEqualTo(
              "switchboard: Cannot listen on unix:"
                  + path
                  + ": address already in use; another program listens there: stop it, or choose"
                  + " another path.\n");
      assertThat(Caller.overUnix(UnixDomainSocketAddress.of(path), "Ada")).isEqualTo("Ada");
      assertThat(server.child().isAlive()).isTrue();
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void verboseTellsWhoSaysWhatInOrder(String model) throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "127.0.0.1:0", "--model", model, "-v")) {
      int port = server.port("hello");
      int clientPort;
      try (Caller client = Caller.to(port)) {
        clientPort = client.ownPort();
        client.say("Ada\r\n");
        assertThat(client.hearAll()).isEqualTo("Hello Ada\r\n");
      }
      server.err().await("#1 ended");
      Child.Finished finished = server.stop();
      assertThat(finished.out()).isEmpty();
      // A machine that stands still is taken for a service that holds its loop.
      assertThat(finished.err().lines().filter(line -> !line.contains(" held its loop ")).toList())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("hello listens on tcp://127.0.0.1:" + port),
              event("hello #1 accepted from tcp://127.0.0.1:" + clientPort),
              event("hello #1 > \"Ada\\r\\n\""),
              event("hello #1 < \"Hello Ada\\r\\n\""),
              event("hello #1 < end"),
              event("hello #1 > end"),
              event("hello #1 ended: closed by us"),
              line -> assertThat(line).startsWith("Stopping:"),
              event("hello accepts no more"),
              event("hello stopped"));
    }
  }

  private static ThrowingConsumer<String> event(String words) {
    return line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\Q" + words + "\\E");
  }

  @Test
  void verboseShowsOnlyTheBeginningOfWhatIsLong() throws Exception {
    try (Switchboard server = Switchboard.serve("echo", "127.0.0.1:0", "-v")) {
      assertThat(Caller.say("127.0.0.1", server.port("echo"), "x".repeat(1000)))
          .isEqualTo("x".repeat(1000));
      server.err().await("> \"" + "x".repeat(64) + "\"… (1000 bytes)");
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void atTheLimitOfConnectionsTheNextWaits(String model) throws Exception {
    try (Switchboard server =
        Switchboard.serve(
            "echo", "127.0.0.1:0", "--max-connections", "1", "--model", model, "-v")) {
      Caller first = Caller.to(server.port("echo"));
      try (Caller second = Caller.to(server.port("echo"))) {
        try (first) {
          first.say("1");
          assertThat(first.hear(1)).isEqualTo("1");
          second.say("2");
          if (!model.equals("iterative")) { // which accepts nobody else, limit or not
            server.err().await("full: 1 connections are open; who comes now waits to be accepted");
          }
        }
        assertThat(second.hear(1)).isEqualTo("2");
      }
    }
  }

  /** All but iterative, which accepts nobody while it serves, and so has nobody to refuse. */
  static List<String> modelsThatRefuse() {
    return Served.models().stream().filter(model -> !model.equals("iterative")).toList();
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("modelsThatRefuse")
  void refuseWhenFullResetsTheNext(String model) throws Exception {
    try (Switchboard server =
        Switchboard.serve(
            "echo",
            "127.0.0.1:0",
            "--max-connections",
            "1",
            "--refuse-when-full",
            "--model",
            model,
            "-v")) {
      try (Caller first = Caller.to(server.port("echo"))) {
        first.say("1");
        assertThat(first.hear(1)).isEqualTo("1");
        assertThatThrownBy(() -> hearAsSecond(server.port("echo")))
            .isInstanceOf(SocketException.class)
            .hasMessageContaining("reset");
        server.err().await("1 connections are open already");
        first.say("3");
        assertThat(first.hear(1)).isEqualTo("3");
      }
    }
  }

  /** The reset may come while the client still connects, or when it reads. */
  private static String hearAsSecond(int port) throws IOException {
    try (Caller second = Caller.to(port)) {
      return second.hearAll();
    }
  }

  @Test
  void repeatGoesOnUntilTheClientLeaves() throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "0", "--repeat")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada\nEve\n"))
          .isEqualTo("Hello Ada\nHello Eve\n");
    }
    try (Switchboard server = Switchboard.serve("hello", "0")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada\nEve\n"))
          .isEqualTo("Hello Ada\n");
    }
  }

  @Test
  void theAddedNameIsChosen() throws Exception {
    try (Switchboard server = Switchboard.serve("name", "0", "--add-name", "Eve")) {
      assertThat(Caller.say("127.0.0.1", server.port("name"), "Hello\r\n"))
          .isEqualTo("Hello Eve\r\n");
    }
    assertThat(Said.to("serve", "name", "0", "--add-name", "Eve\n").err())
        .startsWith("switchboard: a name to add has no line ending inside\n");
  }

  /** A packet that seems to come from a service's port is not answered; the next one is. */
  @Test
  void whatMayBeForgedIsNotAnswered() throws Exception {
    try (Switchboard server = Switchboard.serve("echo", "udp://127.0.0.1:0", "-v");
        DatagramSocket echo = portOfAService();
        DatagramSocket other = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
      InetSocketAddress to =
          new InetSocketAddress(
              InetAddress.ofLiteral("127.0.0.1"), server.port("echo", Endpoint.Udp.class));
      echo.send(new DatagramPacket(new byte[1], 1, to));
      server.err().await("nothing from port " + echo.getLocalPort() + " is answered");
      other.setSoTimeout((int) Child.PATIENCE.toMillis());
      other.send(new DatagramPacket(new byte[2], 2, to));
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      other.receive(answer);
      assertThat(answer.getLength()).isEqualTo(2);
      assertThat(server.err().await("#2 < ")).doesNotContain("#1 < ");
    }
  }

  /** One of those that nobody on this machine has now. */
  private static DatagramSocket portOfAService() throws Exception {
    SocketException last = new SocketException("no port");
    for (int port : new int[] {7007, 7009, 7017, 7019, 7037, 9999, 12_000, 8821}) {
      try {
        return new DatagramSocket(port, InetAddress.ofLiteral("127.0.0.1"));
      } catch (SocketException e) {
        last = e;
      }
    }
    throw last;
  }

  /** What a service cannot say in its framing is not said wrong: the connection is closed. */
  @Test
  void anAnswerTooLongForItsFieldIsRefused() throws Exception {
    try (Switchboard server =
        Switchboard.serve("acrostic", "127.0.0.1:0", "--framing", "length:2", "-v")) {
      assertThat(Caller.say("127.0.0.1", server.port("acrostic"), "01x".repeat(100) + "04EXIT"))
          .isEmpty();
      server
          .err()
          .await(
              "#1 ended: the service failed: a message of 100 bytes does not fit a length of 2"
                  + " digits, which ends at 99");
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void twoWorkersShareThePort(String model) throws Exception {
    try (Switchboard server =
        Switchboard.serve("echo", "127.0.0.1:0", "--workers", "2", "--model", model)) {
      assertThat(server.err().text()).contains(" (" + model + " × 2 on one port); ");
      int port = server.port("echo");
      try (Caller first = Caller.to(port);
          Caller second = Caller.to(port)) { // also under iterative: one for each worker
        first.say("1");
        second.say("2");
        assertThat(List.of(first.hear(1), second.hear(1))).containsExactly("1", "2");
      }
      assertThat(server.stop().code()).isZero();
    }
  }

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void whoIsSilentForTooLongIsClosed(String model) throws Exception {
    try (Switchboard server =
            Switchboard.serve("echo", "127.0.0.1:0", "--idle", "150ms", "--model", model, "-v");
        Caller client = Caller.to(server.port("echo"))) {
      client.say("1");
      assertThat(client.hearAll()).isEqualTo("1");
      server.err().await("ended: idle for 150 ms");
    }
  }

  @Test
  void framingIsChosen() throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "0", "--framing", "length:4")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "0003Ada"))
          .isEqualTo("0009Hello Ada");
    }
  }

  @Test
  void aMessageOverTheLimitEndsTheConnection() throws Exception {
    try (Switchboard server =
        Switchboard.serve("hello", "0", "--framing", "line", "--max-message", "4", "-v")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada\n")).isEqualTo("Hello Ada\n");
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Maria\n")).isEmpty();
      server.err().await("#2 ended: too large: ");
    }
  }
}
