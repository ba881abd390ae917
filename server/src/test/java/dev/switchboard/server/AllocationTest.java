package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When nobody listens, a message costs no memory: neither ours nor the JDK's. */
@Isolated("other servers have threads of the same names")
class AllocationTest {

  private static final int MESSAGES = 20_000;

  /** A round may fall into the time in which the JVM still compiles; not each of so many. */
  private static final int ROUNDS = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static long idOf(String threadName) {
    return Stream.of(THREADS.dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith(threadName))
        .findFirst()
        .orElseThrow()
        .getThreadId();
  }

  /** A model, a framing, the thread that serves, and how many clients there are. */
  record Case(String model, String framing, String thread, int clients) {}

  private static final List<Case> CASES =
      List.of(
          new Case("select", "line", "switchboard-select-1", 1),
          new Case("select", "length:4", "switchboard-select-1", 1),
          new Case("select", "none", "switchboard-select-1", 1),
          new Case("threads", "line", "switchboard-connection-", 1),
          new Case("threads", "none", "switchboard-connection-", 1),
          new Case("iterative", "line", "switchboard-accept-1", 1),
          new Case("ring", "line", "switchboard-ring-1", 200),
          new Case("ring", "length:4", "switchboard-ring-1", 200),
          new Case("ring", "none", "switchboard-ring-1", 200));

  /** Those whose model is among those that this run is about. */
  static Stream<Case> cases() {
    List<String> models = Way.models().stream().map(way -> way.model().name()).toList();
    return CASES.stream().filter(each -> models.contains(each.model));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aMessageAllocatesNothing(Case each) throws IOException {
    Server server =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .model(ServerModel.named(each.model))
            .framing(Framing.parse(each.framing));
    byte[] message =
        (each.framing.equals("length:4") ? "0008abcdefg\n" : "abcdefghijk\n").getBytes(UTF_8);
    List<SocketChannel> sockets = new ArrayList<>();
    try (Running running = server.serve(Trial.ECHO)) {
      Endpoint.Tcp here = (Endpoint.Tcp) running.endpoint();
      while (sockets.size() < each.clients) {
        sockets.add(SocketChannel.open(new InetSocketAddress(here.host(), here.port())));
      }
      talk(sockets, message, MESSAGES);
      long id = idOf(each.thread);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least > 0; round++) {
        long before = THREADS.getThreadAllocatedBytes(id);
        talk(sockets, message, MESSAGES);
        least = Math.min(least, THREADS.getThreadAllocatedBytes(id) - before);
      }
      assertThat(least).as("bytes allocated for " + MESSAGES + " messages").isZero();
    } finally {
      for (SocketChannel socket : sockets) {
        socket.close();
      }
    }
  }

  /** All clients ask, then all hear their answers, until so many messages have gone round. */
  private static void talk(List<SocketChannel> sockets, byte[] message, int times)
      throws IOException {
    ByteBuffer memory = ByteBuffer.allocateDirect(message.length);
    for (int i = 0; i < times; i += sockets.size()) {
      for (SocketChannel socket : sockets) {
        memory.clear().put(message).flip();
        socket.write(memory);
      }
      for (SocketChannel socket : sockets) {
        memory.clear();
        while (memory.hasRemaining()) {
          assertThat(socket.read(memory)).isPositive();
        }
      }
    }
  }
}
