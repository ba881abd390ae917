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
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({
    "select, line, switchboard-select-1",
    "select, length:4, switchboard-select-1",
    "select, none, switchboard-select-1",
    "threads, line, switchboard-connection-",
    "threads, none, switchboard-connection-",
    "iterative, line, switchboard-accept-1"
  })
  void aMessageAllocatesNothing(String model, String framing, String thread) throws IOException {
    Server server =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .model(ServerModel.named(model))
            .framing(Framing.parse(framing));
    byte[] message =
        (framing.equals("length:4") ? "0008abcdefg\n" : "abcdefghijk\n").getBytes(UTF_8);
    try (Running running = server.serve(Trial.ECHO)) {
      Endpoint.Tcp here = (Endpoint.Tcp) running.endpoint();
      try (SocketChannel socket =
          SocketChannel.open(new InetSocketAddress(here.host(), here.port()))) {
        talk(socket, message, MESSAGES);
        long id = idOf(thread);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS && least > 0; round++) {
          long before = THREADS.getThreadAllocatedBytes(id);
          talk(socket, message, MESSAGES);
          least = Math.min(least, THREADS.getThreadAllocatedBytes(id) - before);
        }
        assertThat(least).as("bytes allocated for " + MESSAGES + " messages").isZero();
      }
    }
  }

  private static void talk(SocketChannel socket, byte[] message, int times) throws IOException {
    ByteBuffer memory = ByteBuffer.allocateDirect(message.length);
    for (int i = 0; i < times; i++) {
      memory.clear().put(message).flip();
      socket.write(memory);
      memory.clear();
      while (memory.hasRemaining()) {
        assertThat(socket.read(memory)).isPositive();
      }
    }
  }
}
