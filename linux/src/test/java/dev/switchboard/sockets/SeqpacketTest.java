package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Connections that carry packets, under every model that knows nothing of them. */
@ParameterizedClass(name = "{0}")
@MethodSource("models")
record SeqpacketTest(ServerModel model) {

  private static final int PACKETS = 300;
  private static final int PACKET_BYTES = 9_000;

  static List<ServerModel> models() {
    return List.of(
        ServerModel.iterative(),
        ServerModel.threads(),
        ServerModel.virtual(),
        ServerModel.select());
  }

  private Running serve(Service service, Limits limits, BlockingQueue<Ending> endings)
      throws IOException {
    return Server.on(Names.seqpacket())
        .model(model)
        .limits(limits.with(it -> it.drain = Duration.ofMillis(200)))
        .listener(event -> {
          if (event instanceof Event.Ended ended) {
            endings.add(ended.ending());
          }
        })
        .serve(service);
  }

  private static Ending next(BlockingQueue<Ending> endings) throws InterruptedException {
    Ending ending = endings.poll(20, TimeUnit.SECONDS);
    assertThat(ending).isNotNull();
    return ending;
  }

  /** Packet number {@code n}, of a length of its own. */
  private static byte[] packet(int n) {
    byte[] bytes = new byte[n % 7 == 0 ? 0 : PACKET_BYTES + n];
    Arrays.fill(bytes, (byte) n);
    return bytes;
  }

  @Test
  void packetsThatWaitForASlowReaderStayWholeAndInOrder() throws Exception {
    Service many =
        peer ->
            new Conversation() {
              private int sent;

              @Override
              public void received(Frame frame, Outbox outbox) {
                writable(outbox);
              }

              @Override
              public void writable(Outbox outbox) {
                while (sent < PACKETS && outbox.ready()) {
                  outbox.send(Frame.of(packet(sent++)));
                }
              }
            };
    BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    try (Running running = serve(many, Limits.defaults(), endings);
        Client client = Client.connect(running.endpoint(), Framing.datagram())) {
      client.send("go");
      for (int n = 0; n < PACKETS; n++) {
        assertThat(client.receiveFrame()).as("packet %d", n).isEqualTo(Frame.of(packet(n)));
      }
      client.finish();
      assertThat(client.receiveFrame()).isNull();
      assertThat(next(endings)).isEqualTo(new Ending.PeerFinished());
    }
  }

  @Test
  void aPacketOverTheLimitIsTooLargeUnderEveryModel() throws Exception {
    BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    Limits limits = Limits.defaults().with(it -> it.message = 1000);
    try (Running running = serve(Service.replyingFrames(frame -> frame), limits, endings);
        Client client = Client.connect(running.endpoint(), Framing.datagram())) {
      client.send(Frame.of(new byte[1000]));
      assertThat(client.receiveFrame()).isEqualTo(Frame.of(new byte[1000]));
      client.send(Frame.of(new byte[150_000]));
      assertThat(client.receiveFrame()).isNull();
      assertThat(next(endings)).isInstanceOf(Ending.TooLarge.class);
    }
  }

  @Test
  void whoClosesWithoutReadingTheReplyHasResetTheConnection() throws Exception {
    BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    try (Running running =
        serve(Service.replyingFrames(frame -> frame), Limits.defaults(), endings)) {
      Client client = Client.connect(running.endpoint(), Framing.datagram());
      client.send("a");
      assertThat(client.receive()).isEqualTo("a");
      client.send("unread");
      assertThat(client.receive()).isEqualTo("unread");
      client.send("b"); // its reply is never read
      awaitReadable(client);
      client.close();
      assertThat(next(endings)).isEqualTo(new Ending.Reset());
    }
  }

  /** A reply to the packet behind is there only when that to the one before is. */
  private static void awaitReadable(Client client) throws IOException {
    client.send("c");
    assertThat(client.receive()).isEqualTo("b");
    // The reply to "c" is on its way or there: the next packet makes sure that it has been sent.
  }

  @Test
  void aStopEndsThoseThatAreBetweenMessages() throws Exception {
    BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
    Running running = serve(Service.replyingFrames(frame -> frame), Limits.defaults(), endings);
    try (Client client = Client.connect(running.endpoint(), Framing.datagram())) {
      client.send("a");
      assertThat(client.receive()).isEqualTo("a");
      running.suspend();
      assertThatThrownBy(() -> Client.connect(running.endpoint(), Framing.datagram()))
          .hasMessageContaining("nobody listens there");
      running.close();
      assertThat(next(endings)).isEqualTo(new Ending.Drained());
      assertThat(client.receive()).isNull();
    }
  }
}
