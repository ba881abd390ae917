package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Native sockets under the models that know nothing of them. */
@Isolated("it counts descriptors")
class NativeTransportTest {

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  @TempDir static Path folder;

  static Stream<Arguments> ways() {
    return ServerModel.available().stream()
        .filter(ServerModel::inThisProcess)
        .flatMap(model ->
            Stream.of("tcp://127.0.0.1:0", "tcp://[::1]:0", "tcp://*:0", "unix")
                .map(endpoint -> Arguments.of(model, endpoint)));
  }

  private static Endpoint fresh(String endpoint) throws IOException {
    return endpoint.equals("unix")
        ? Endpoint.unix(Files.createTempDirectory(folder, "u").resolve("s").toString())
        : Endpoint.parse(endpoint);
  }

  private static Endpoint dialled(Running running) {
    return running.endpoint() instanceof Endpoint.Tcp tcp
        ? Endpoint.tcp(tcp.host().equals("*") ? "127.0.0.1" : tcp.host(), tcp.port())
        : running.endpoint();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aServiceIsServedByThem(ServerModel model, String endpoint) throws IOException {
    try (Running running =
            Server.on(fresh(endpoint)).transport(new NativeTransport()).model(model).serve(UPPER);
        Client client = Client.connect(dialled(running), Framing.line())) {
      client.send("hello");
      assertThat(client.receive()).isEqualTo("HELLO");
      String large = "x".repeat(60_000);
      client.send(large);
      assertThat(client.receive()).isEqualTo(large.toUpperCase(Locale.ROOT));
      client.finish();
      assertThat(client.receive()).isNull();
    }
  }

  @Test
  void onePortForAllAddressesAndASentenceForOneThatIsTaken() throws IOException {
    Transport sockets = new NativeTransport();
    List<Listening> all = sockets.listen(Endpoint.tcp("", 0), 1, false);
    try {
      int port = ((Endpoint.Tcp) all.getFirst().endpoint()).port();
      assertThat(all)
          .allMatch(each -> each.endpoint() instanceof Endpoint.Tcp tcp && tcp.port() == port);
      assertThatThrownBy(() -> sockets.listen(Endpoint.tcp("127.0.0.1", port), 1, false))
          .isInstanceOf(EndpointException.class)
          .hasMessage(
              "Cannot listen on tcp://127.0.0.1:"
                  + port
                  + ": address already in use; another program has port "
                  + port
                  + ": stop it, or choose another port (0 takes a free one).");
    } finally {
      all.forEach(Listening::close);
    }
  }

  @Test
  void severalMayShareAPort() throws IOException {
    Transport sockets = new NativeTransport();
    Listening first = sockets.listen(Endpoint.tcp("127.0.0.1", 0), 1, true).getFirst();
    Listening second = sockets.listen(first.endpoint(), 1, true).getFirst();
    assertThat(second.endpoint()).isEqualTo(first.endpoint());
    first.close();
    second.close();
  }

  @Test
  void aStaleFileIsReplacedAndALiveOneNot() throws IOException {
    Endpoint unix = fresh("unix");
    Path path = Path.of(((Endpoint.Unix) unix).path());
    Transport sockets = new NativeTransport();
    Listening stale = sockets.listen(unix, 1, false).getFirst();
    Path kept = path.resolveSibling("kept");
    Files.createLink(kept, path);
    stale.close();
    Files.move(kept, path); // a file to which nobody listens any more
    Listening live = sockets.listen(unix, 1, false).getFirst();
    assertThatThrownBy(() -> sockets.listen(unix, 1, false))
        .isInstanceOf(EndpointException.class)
        .hasMessageContaining("address already in use; another program listens there");
    live.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void anAcceptQueueOfNothing() throws IOException {
    Limits limits = Limits.defaults().with(it -> it.acceptQueue = 0);
    try (Running running = Server.on(Endpoint.tcp("127.0.0.1", 0)).limits(limits).serve(UPPER);
        Client client = Client.connect(running.endpoint(), Framing.line())) {
      client.send("a");
      assertThat(client.receive()).isEqualTo("A");
      assertThat(queue(((Endpoint.Tcp) running.endpoint()).port())).isZero();
    }
  }

  /** What the kernel has for the accept queue of this port: in this table the second number. */
  private static long queue(int port) throws IOException {
    Process asked = new ProcessBuilder("ss", "-Hltn", "sport = :" + port).start();
    try (var lines = asked.inputReader()) {
      String line = lines.readLine();
      assertThat(line).isNotNull();
      return Long.parseLong(List.of(line.trim().split(" +", -1)).get(2));
    }
  }

  @Test
  void manyComeAndGoAndNothingStaysOpen() throws IOException {
    long before = descriptors();
    try (Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .transport(new NativeTransport())
            .model(ServerModel.virtual())
            .serve(UPPER)) {
      for (int i = 0; i < 300; i++) {
        try (Client client = Client.connect(running.endpoint(), Framing.line())) {
          client.send("n" + i);
          assertThat(client.receive()).isEqualTo("N" + i);
        }
      }
    }
    assertThat(descriptors()).isLessThan(before + 50);
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return Arrays.stream(all.toArray()).count();
    }
  }
}
