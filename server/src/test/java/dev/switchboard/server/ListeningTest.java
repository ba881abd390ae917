package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import dev.switchboard.wire.JdkTransport;
import dev.switchboard.wire.Listening;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Which sockets an endpoint means, and the one sentence where it cannot be had. */
class ListeningTest {

  private static final Service UPPER = Trial.UPPER;

  private static void isAnswered(Endpoint endpoint) throws IOException {
    try (Client client = Client.connect(endpoint, Framing.line())) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("HELLO");
    }
  }

  // ---- where it listens ----

  @Test
  void withoutAHostItListensOnThisMachineOnlyUnderBothFamiliesAndOnePort() throws IOException {
    Way.needsIpv6();
    try (Running running = Server.on(Endpoint.parse("0")).serve(UPPER)) {
      int port = ((Endpoint.Tcp) running.endpoint()).port();
      assertThat(port).isPositive();
      assertThat(running.endpoints())
          .contains(Endpoint.tcp("127.0.0.1", port), Endpoint.tcp("::1", port))
          .allMatch(endpoint -> endpoint instanceof Endpoint.Tcp tcp && tcp.port() == port)
          .allMatch(endpoint ->
              endpoint instanceof Endpoint.Tcp tcp
                  && (tcp.host().startsWith("127.") || tcp.host().equals("::1")));
      for (Endpoint each : running.endpoints()) {
        isAnswered(each);
      }
      isAnswered(Endpoint.tcp("localhost", port));
      isAnswered(Endpoint.tcp("", port));
    }
  }

  @Test
  void overUdpLikewise() throws IOException {
    Way.needsIpv6();
    try (Running running = Server.on(Endpoint.udp("", 0)).serve(UPPER)) {
      int port = ((Endpoint.Udp) running.endpoint()).port();
      for (Endpoint each : List.of(Endpoint.udp("127.0.0.1", port), Endpoint.udp("::1", port))) {
        assertThat(running.endpoints()).contains(each);
        try (Client client = Client.connect(each, Framing.datagram())) {
          client.send("hello");
          assertThat(client.receive()).isEqualTo("HELLO");
        }
      }
    }
  }

  @Test
  void theStarMeansEveryAddressOfBothFamilies() throws IOException {
    Way.needsIpv6();
    try (Running running = Server.on(Endpoint.parse("*:0")).serve(UPPER)) {
      Endpoint.Tcp here = (Endpoint.Tcp) running.endpoint();
      assertThat(running.endpoints()).containsExactly(Endpoint.tcp("*", here.port()));
      isAnswered(Endpoint.tcp("127.0.0.1", here.port()));
      isAnswered(Endpoint.tcp("127.0.0.77", here.port()));
      isAnswered(Endpoint.tcp("::1", here.port()));
    }
  }

  @Test
  void theStarOverUdpToo() throws IOException {
    Way.needsIpv6();
    try (Running running = Server.on(Endpoint.udp("*", 0)).serve(UPPER)) {
      int port = ((Endpoint.Udp) running.endpoint()).port();
      for (String host : List.of("127.0.0.1", "::1")) {
        try (Client client = Client.connect(Endpoint.udp(host, port), Framing.datagram())) {
          client.send("hello");
          assertThat(client.receive()).isEqualTo("HELLO");
        }
      }
    }
  }

  @Test
  void aLiteralAddressBindsItsFamilyAlone() throws IOException {
    Way.needsIpv6();
    try (Running running = Server.on(Endpoint.tcp("127.0.0.1", 0)).serve(UPPER)) {
      int port = ((Endpoint.Tcp) running.endpoint()).port();
      assertThat(kernelHas("/proc/net/tcp", port)).isTrue();
      assertThat(kernelHas("/proc/net/tcp6", port)).isFalse();
      assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("::1"), port).close())
          .isInstanceOf(IOException.class);
    }
    try (Running running = Server.on(Endpoint.tcp("::1", 0)).serve(UPPER)) {
      int port = ((Endpoint.Tcp) running.endpoint()).port();
      assertThat(kernelHas("/proc/net/tcp", port)).isFalse();
      assertThat(kernelHas("/proc/net/tcp6", port)).isTrue();
    }
  }

  @Test
  void allAddressesOfIpv4AreShownAsIpv4() throws IOException {
    try (Running running = Server.on(Endpoint.tcp("0.0.0.0", 0)).serve(UPPER)) {
      Endpoint.Tcp here = (Endpoint.Tcp) running.endpoint();
      assertThat(here.host()).isEqualTo("0.0.0.0");
      assertThat(kernelHas("/proc/net/tcp", here.port())).isTrue();
      assertThat(kernelHas("/proc/net/tcp6", here.port())).isFalse();
      isAnswered(Endpoint.tcp("127.0.0.1", here.port()));
    }
  }

  /** Whether proc(5) has a listening socket with this port in that table. */
  private static boolean kernelHas(String table, int port) throws IOException {
    String wanted = String.format(Locale.ROOT, ":%04X ", port);
    return Files.readAllLines(Path.of(table)).stream()
        .map(line -> line.strip().split(" +"))
        .anyMatch(fields -> (fields[1] + " ").endsWith(wanted) && fields[3].equals("0A"));
  }

  // ---- where it cannot ----

  @Test
  void aPortInUseIsSaidInOneSentence() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      int port = other.getLocalPort();
      assertThatThrownBy(() -> Server.on(Endpoint.tcp("127.0.0.1", port)).serve(UPPER))
          .isInstanceOf(EndpointException.class)
          .hasMessage(
              "Cannot listen on tcp://127.0.0.1:%d: address already in use; another program has port %d: stop it, or choose another port (0 takes a free one).",
              port, port);
      assertThatThrownBy(() -> Server.on(Endpoint.tcp("", port)).serve(UPPER))
          .hasMessageContaining("Cannot listen on tcp://127.0.0.1:" + port);
    }
  }

  @Test
  void whatWasBoundBeforeTheAddressThatIsTakenIsGivenBack() throws IOException {
    Way.needsIpv6();
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.INET6)) {
      other.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
      int port = ((InetSocketAddress) other.getLocalAddress()).getPort();
      assertThatThrownBy(() -> Server.on(Endpoint.tcp("", port)).serve(UPPER))
          .hasMessageContaining("Cannot listen on tcp://[::1]:" + port);
      try (Running running = Server.on(Endpoint.tcp("127.0.0.1", port)).serve(UPPER)) {
        isAnswered(running.endpoint());
      }
    }
  }

  @Test
  void anAddressThatIsNotOursIsSaidInOneSentence() {
    assertThatThrownBy(() -> Server.on(Endpoint.tcp("192.0.2.1", 8820)).serve(UPPER))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot listen on tcp://192.0.2.1:8820: cannot assign requested address; that address is not one of this machine's: name one of its own, or * for all.");
    assertThatThrownBy(() -> Server.on(Endpoint.udp("192.0.2.1", 8820)).serve(UPPER))
        .hasMessageContaining("Cannot listen on udp://192.0.2.1:8820");
  }

  @Test
  void aHostThatNobodyKnowsIsSaidInOneSentence() {
    assertThatThrownBy(() -> Server.on(Endpoint.tcp("no.such.host.invalid", 1)).serve(UPPER))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot listen on tcp://no.such.host.invalid:1: no address is known for 'no.such.host.invalid'; name one of this machine, or * for all.");
  }

  // ---- Unix sockets ----

  private static List<Listening> listen(Path path) throws IOException {
    return new JdkTransport().listen(Endpoint.unix(path.toString()), 1, false);
  }

  @Test
  void aSocketFileThatNobodyListensToIsReplaced() throws IOException {
    Path path = Way.freshDirectory().resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists(); // a program that ended left it
    try (Running running = Server.on(Endpoint.unix(path.toString())).serve(UPPER)) {
      isAnswered(running.endpoint());
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aLiveSocketIsNeverTaken() throws IOException {
    Path path = Way.freshDirectory().resolve("s");
    Endpoint endpoint = Endpoint.unix(path.toString());
    try (Running first = Server.on(endpoint).serve(UPPER)) {
      assertThatThrownBy(() -> Server.on(endpoint).serve(UPPER))
          .isInstanceOf(EndpointException.class)
          .hasMessage(
              "Cannot listen on %s: address already in use; another program listens there: stop it, or choose another path.",
              endpoint);
      isAnswered(first.endpoint());
    }
  }

  @Test
  void aSocketWhoseAcceptQueueIsFullIsAliveAsWell() throws IOException {
    Path path = Way.freshDirectory().resolve("s");
    List<SocketChannel> queue = new ArrayList<>();
    try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      busy.bind(UnixDomainSocketAddress.of(path), 1);
      for (int i = 0; i < 2; i++) {
        queue.add(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      }
      assertThatThrownBy(() -> listen(path)).hasMessageContaining("already in use");
      assertThat(path).exists();
    } finally {
      for (SocketChannel client : queue) {
        client.close();
      }
    }
  }

  @Test
  void anOrdinaryFileIsNeverTaken() throws IOException {
    Path file = Files.writeString(Way.freshDirectory().resolve("f"), "precious");
    assertThatThrownBy(() -> listen(file))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot listen on unix:%s: a file that is no socket is there; choose another path.",
            file);
    assertThat(file).hasContent("precious");
  }

  @Test
  void aNamedPipeIsNoSocketThoughConnectingIsRefused() throws Exception {
    Path pipe = Way.freshDirectory().resolve("p");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> listen(pipe)).hasMessageContaining("a file that is no socket");
    assertThat(pipe).exists();
  }

  @Test
  void aMissingDirectoryIsSaidInOneSentence() {
    Path path = Way.freshDirectory().resolve("missing").resolve("s");
    assertThatThrownBy(() -> listen(path))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot listen on unix:%s: no such file or directory; the directory is not there: make it, or choose another path.",
            path);
  }

  @Test
  void aPathThatIsTooLongIsSaidInOneSentence() {
    Path path = Way.freshDirectory().resolve("x".repeat(110));
    assertThatThrownBy(() -> listen(path))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("a path has at most 107 bytes: choose a shorter one");
  }

  @Test
  void aFileThatSomebodyElsePutThereIsNotDeletedAtTheEnd() throws IOException {
    Path path = Way.freshDirectory().resolve("s");
    Endpoint endpoint = Endpoint.unix(path.toString());
    Running first = Server.on(endpoint).serve(UPPER);
    Files.delete(path); // somebody tidies up, and the next server takes the path
    try (Running second = Server.on(endpoint).serve(UPPER)) {
      first.closeNow();
      isAnswered(second.endpoint());
    }
  }
}
