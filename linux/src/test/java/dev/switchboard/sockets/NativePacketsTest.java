package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import dev.switchboard.wire.PacketSocket;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Packets, many with one call: whole, from whom they are, and at no cost for each. */
@Isolated("counts what one thread allocates, and has a name for it")
class NativePacketsTest {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static PacketSocket bind() throws IOException {
    return new NativeTransport().bind(Endpoint.udp("127.0.0.1", 0), false).getFirst();
  }

  private static InetSocketAddress address(PacketSocket socket) {
    Endpoint.Udp here = (Endpoint.Udp) socket.endpoint();
    return new InetSocketAddress(InetAddress.ofLiteral(here.host()), here.port());
  }

  @Test
  void aBatchIsGivenOutOneByOneAndEachKnowsItsSender() throws IOException {
    PacketSocket socket = bind();
    try (DatagramSocket first = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket second = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 100; i++) {
        byte[] packet = new byte[i];
        (i % 2 == 0 ? first : second)
            .send(new DatagramPacket(packet, packet.length, address(socket)));
      }
      ByteBuffer memory = ByteBuffer.allocateDirect(1000);
      Set<PacketSocket.Sender> senders = new HashSet<>();
      for (int i = 0; i < 100; i++) {
        PacketSocket.Sender sender = next(socket, memory);
        assertThat(memory.position()).isEqualTo(i);
        int port = (i % 2 == 0 ? first : second).getLocalPort();
        assertThat(sender.endpoint()).isEqualTo(Endpoint.udp("127.0.0.1", port));
        senders.add(sender);
      }
      assertThat(senders).hasSize(2);
      assertThat(socket.receive(memory)).isNull();
    }
    socket.close();
  }

  /** Behind a batch that was not full there is nothing, once. */
  private static PacketSocket.Sender next(PacketSocket socket, ByteBuffer memory)
      throws IOException {
    PacketSocket.Sender sender = socket.receive(memory);
    return sender != null ? sender : Objects.requireNonNull(socket.receive(memory));
  }

  @Test
  void ofAPacketThatDoesNotFitTheLengthIsTold() throws IOException {
    PacketSocket socket = bind();
    try (DatagramSocket client = new DatagramSocket()) {
      client.send(new DatagramPacket(new byte[900], 900, address(socket)));
      ByteBuffer memory = ByteBuffer.allocateDirect(100);
      assertThat(socket.receive(memory)).isNotNull();
      assertThat(memory.position()).isEqualTo(100);
      assertThat(socket.length(memory)).isEqualTo(900);
    }
    socket.close();
  }

  @Test
  void whatTheKernelThrewAwayIsCounted() throws IOException {
    PacketSocket socket = bind();
    ByteBuffer memory = ByteBuffer.allocateDirect(64 << 10);
    try (DatagramSocket client = new DatagramSocket()) {
      int sent = 300;
      for (int i = 0; i < sent; i++) {
        client.send(new DatagramPacket(new byte[8000], 8000, address(socket)));
      }
      int received = received(socket, memory);
      assertThat(received).isLessThan(sent);
      client.send(new DatagramPacket(new byte[1], 1, address(socket))); // tells of those before
      received += received(socket, memory);
      assertThat(socket.lost()).isEqualTo(sent + 1 - received);
    }
    socket.close();
  }

  private static int received(PacketSocket socket, ByteBuffer memory) throws IOException {
    int count = 0;
    for (int nothing = 0; nothing < 2; ) {
      if (socket.receive(memory) == null) {
        nothing++;
      } else {
        nothing = 0;
        count++;
      }
    }
    return count;
  }

  @Test
  void whoHasNoNameIsNotAnsweredAndThatIsToldOnce() throws IOException {
    Queue<String> dropped = new ConcurrentLinkedQueue<>();
    Endpoint.Unixgram here = Names.unixgram();
    try (Running running =
        Server.on(here)
            .model(ServerModel.select())
            .listener(event -> {
              if (event instanceof Event.PacketDropped it) {
                dropped.add(it.why());
              }
            })
            .serve(Service.replyingFrames(frame -> frame))) {
      Descriptor nameless = NativeSocket.open(Numbers.AF_UNIX, Numbers.SOCK_DGRAM, 0);
      long at = Scratch.own().address;
      dev.switchboard.kernel.Kernel.need(
          dev.switchboard.kernel.Call.CONNECT,
          nameless.number(),
          at,
          Sockaddr.put(at, here.path()),
          0,
          0,
          0);
      Transfer transfer = Transfer.of(nameless, here);
      for (int i = 0; i < 3; i++) {
        assertThat(transfer.write(ByteBuffer.wrap(new byte[] {1}))).isEqualTo(1);
      }
      try (Client named = Client.connect(running.endpoint(), Framing.datagram())) {
        named.send("hello"); // behind those three, on one socket and in one loop
        assertThat(named.receive()).isEqualTo("hello");
      }
      nameless.close(number -> {});
    }
    assertThat(dropped)
        .containsExactly("its sender has no name, and so cannot be answered: let it bind one");
  }

  @Test
  void aPacketAllocatesNothing() throws IOException {
    try (Running running =
            Server.on(Endpoint.udp("127.0.0.1", 0))
                .transport(new NativeTransport())
                .model(ServerModel.select())
                .serve(Service.replyingFrames(frame -> frame));
        DatagramChannel client = DatagramChannel.open()) {
      Endpoint.Udp here = (Endpoint.Udp) running.endpoint();
      client.connect(new InetSocketAddress(here.host(), here.port()));
      talk(client, 20_000);
      long id = threadId("switchboard-packets-1");
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5 && least > 0; round++) {
        long before = THREADS.getThreadAllocatedBytes(id);
        talk(client, 20_000);
        least = Math.min(least, THREADS.getThreadAllocatedBytes(id) - before);
      }
      assertThat(least).as("bytes allocated for 20 000 packets").isZero();
    }
  }

  private static void talk(DatagramChannel client, int times) throws IOException {
    ByteBuffer memory = ByteBuffer.allocateDirect(64);
    for (int i = 0; i < times; i++) {
      client.write(memory.clear());
      client.read(memory.clear());
    }
  }

  private static long threadId(String name) {
    return Stream.of(THREADS.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().equals(name))
        .findFirst()
        .orElseThrow()
        .getThreadId();
  }

  @Test
  void anAddressComesBackAsItWas() {
    long at = Scratch.own().address;
    for (String literal : List.of("127.0.0.1", "::1", "fe80::1%3", "2001:db8::7")) {
      InetSocketAddress address = new InetSocketAddress(InetAddress.ofLiteral(literal), 4711);
      Sockaddr.put(at, Sockaddr.family(address.getAddress()), address);
      assertThat(Sockaddr.inet(at)).isEqualTo(address);
    }
    for (String path : List.of("/tmp/x", "@abstract", "@", "é")) {
      assertThat(Sockaddr.path(at, Sockaddr.put(at, path))).isEqualTo(path);
    }
  }
}
