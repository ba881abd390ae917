package dev.switchboard.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.model.Workers;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Far fewer buffers than peers who want them: some wait a little, and none is forgotten. */
class FewBuffersTest {

  private static final int BUFFERS = 8;
  private static final int BYTES = 256;
  private static final Endpoint ANY = Endpoint.tcp("127.0.0.1", 0);

  /** A ring with few buffers, whose loop can be looked at. */
  private record FewBuffers(List<RingLoop> loops) implements ServerModel {

    FewBuffers() {
      this(new CopyOnWriteArrayList<>());
    }

    @Override
    public String name() {
      return "few-buffers";
    }

    @Override
    public boolean needsDescriptors() {
      return true;
    }

    @Override
    public Crew start(Plan plan) throws IOException {
      return Workers.start(
          plan,
          "switchboard-few",
          share -> {
            Receives.Sizes sizes = new Receives.Sizes(BUFFERS, BYTES, BUFFERS, 4 * BYTES);
            RingLoop loop = new RingLoop(plan, share, Duration.ZERO, sizes);
            loops.add(loop);
            return loop;
          });
    }
  }

  private final FewBuffers model = new FewBuffers();

  @BeforeAll
  static void needsARing() {
    Needs.ring();
  }

  private Running echo(Framing framing) throws IOException {
    return Server.on(ANY)
        .framing(framing)
        .model(model)
        .limits(
            Limits.defaults()
                .with(it -> it.drain = Duration.ofMillis(200))
                .with(it -> it.pendingOutput = 64 << 10))
        .serve(Service.replyingFrames(frame -> frame));
  }

  private static SocketChannel connect(Running running) throws IOException {
    Endpoint.Inet here = (Endpoint.Inet) running.endpoint();
    SocketChannel socket = SocketChannel.open();
    socket.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    socket.connect(new InetSocketAddress(here.host(), here.port()));
    return socket;
  }

  private static void hears(SocketChannel socket, String expected) throws IOException {
    ByteBuffer heard = ByteBuffer.allocate(expected.length());
    while (heard.hasRemaining() && socket.read(heard) >= 0) {
      // the rest
    }
    assertThat(new String(heard.array(), UTF_8)).isEqualTo(expected);
  }

  @Test
  void manyWhoSpeakAtOnceAreAllAnswered() throws IOException {
    List<SocketChannel> clients = new ArrayList<>();
    try (Running running = echo(Framing.line())) {
      for (int i = 0; i < 500; i++) {
        clients.add(connect(running));
      }
      for (int round = 0; round < 20; round++) {
        for (int i = 0; i < clients.size(); i++) {
          clients.get(i).write(ByteBuffer.wrap(message(round, i).getBytes(UTF_8)));
        }
        for (int i = 0; i < clients.size(); i++) {
          hears(clients.get(i), message(round, i));
        }
      }
      assertThat(model.loops.getFirst().outOfBuffers()).isPositive();
      for (SocketChannel client : clients) {
        client.close();
      }
      Awaitility.await().until(() -> running.status().open() == 0);
      assertThat(model.loops.getFirst().receives.small().kept()).isZero();
    }
  }

  /** Some of them fill several buffers. */
  private static String message(int round, int client) {
    return "round %d client %d %s\n".formatted(round, client, "x".repeat(client % 7 * 160));
  }

  @Test
  void thoseWhoDoNotReadLeaveBuffersForThoseWhoDo() throws IOException {
    List<SocketChannel> slow = new ArrayList<>();
    try (Running running = echo(Framing.none())) {
      for (int i = 0; i < BUFFERS + 2; i++) {
        SocketChannel client = connect(running);
        slow.add(client);
        client.configureBlocking(false);
        ByteBuffer flood = ByteBuffer.allocate(BYTES);
        // Until neither kernel takes more: each of their sends is stuck, with what it holds.
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> fill(client, flood) == 0);
      }
      ReceiveWindow window = model.loops.getFirst().receives.small();
      assertThat(window.kept()).isLessThanOrEqualTo(BUFFERS / 2);
      try (Client quick = Client.connect(running.endpoint(), Framing.line())) {
        for (int i = 0; i < 100; i++) {
          quick.send("hello " + i);
          assertThat(quick.receive()).isEqualTo("hello " + i);
        }
      }
      for (SocketChannel client : slow) {
        client.close();
      }
      Awaitility.await().until(() -> running.status().open() == 0);
      assertThat(window.kept()).isZero();
    }
  }

  @Test
  void atMostHalfOfTheBuffersIsKeptForSends() throws IOException {
    try (Ring ring = Ring.open(8, 16);
        ReceiveWindow window = new ReceiveWindow(0, new BufferRing(ring, 0, BUFFERS, BYTES))) {
      int kept = 0;
      for (int buffer = 0; buffer < BUFFERS && window.mayKeep(); buffer++, kept++) {
        window.open(buffer, BYTES);
        assertThat(window.keep()).isEqualTo(buffer);
        window.close(buffer, true);
      }
      assertThat(kept).isEqualTo(BUFFERS / 2);
      window.giveBack(0);
      assertThat(window.mayKeep()).isTrue();
    }
  }

  private static long fill(SocketChannel client, ByteBuffer bytes) throws IOException {
    long count = 0;
    for (int n = client.write(bytes.clear()); n > 0; n = client.write(bytes.clear())) {
      count += n;
    }
    return count;
  }

  @Test
  void whoSendsMuchGetsLargeBuffersAndLosesNothing() throws Exception {
    byte[] all = new byte[1 << 20];
    new java.util.Random(7).nextBytes(all);
    try (Running running = echo(Framing.none());
        SocketChannel client = connect(running)) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  ByteBuffer rest = ByteBuffer.wrap(all);
                  while (rest.hasRemaining()) {
                    client.write(rest);
                  }
                  client.shutdownOutput();
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      ByteBuffer heard = ByteBuffer.allocate(all.length + 1);
      while (client.read(heard) >= 0) {
        // the rest
      }
      writer.join();
      assertThat(heard.position()).isEqualTo(all.length);
      assertThat(heard.flip()).isEqualTo(ByteBuffer.wrap(all));
      assertThat(model.loops.getFirst().receives.large())
          .isNotEqualTo(model.loops.getFirst().receives.small());
    }
  }
}
