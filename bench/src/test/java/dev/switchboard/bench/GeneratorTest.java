package dev.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The generator sees what a server does wrong, with either engine. */
class GeneratorTest {

  private static final int BYTES = 64;
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** What a server does with one message; it may spoil it. */
  private interface Fault {
    byte[] reply(byte[] message, int index);
  }

  /** Serves connections one message at a time, in the order in which they came. */
  private static final class Faulty implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 50, HERE);
    private final List<Socket> peers = new ArrayList<>();

    Faulty(int connections, Fault fault) throws IOException {
      Thread.ofPlatform().daemon().start(() -> serve(connections, fault));
    }

    private void serve(int connections, Fault fault) {
      try {
        for (int i = 0; i < connections; i++) {
          peers.add(listener.accept());
        }
        for (int index = 0; true; index++) {
          byte[][] replies = new byte[connections][];
          for (int i = 0; i < connections; i++) {
            byte[] message = peers.get(i).getInputStream().readNBytes(BYTES);
            if (message.length < BYTES) {
              return; // the generator has seen enough
            }
            replies[i] = fault.reply(message, index * connections + i);
          }
          // With two connections they are answered the wrong way round.
          for (int i = 0; i < connections; i++) {
            peers.get(i).getOutputStream().write(replies[connections - 1 - i]);
          }
        }
      } catch (IOException e) {
        return; // the generator has seen enough
      }
    }

    @Override
    public void close() throws IOException {
      for (Socket peer : peers) {
        peer.close();
      }
      listener.close();
    }
  }

  private static String load(int port, String engine, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Built.generator().program().toString(),
                "load",
                "port=" + port,
                "engine=" + engine,
                "bytes=" + BYTES,
                "warm-up=0",
                "seconds=0.2"));
    command.addAll(List.of(more));
    return Children.run(command);
  }

  private static void fails(String engine, int connections, Fault fault, String sentence)
      throws IOException {
    Built.generator();
    try (Faulty server = new Faulty(connections, fault)) {
      assertThatThrownBy(
              () -> load(server.listener.getLocalPort(), engine, "connections=" + connections))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(sentence);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "auto"})
  void aChangedByteIsSeen(String engine) throws IOException {
    fails(
        engine,
        1,
        (message, index) -> {
          message[9] = (byte) (index == 5 ? message[9] ^ 1 : message[9]);
          return message;
        },
        "connection 0, reply 5, byte 9: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "auto"})
  void repliesOfTwoConnectionsThatAreMixedUpAreSeen(String engine) throws IOException {
    fails(engine, 2, (message, index) -> message, ", reply 0, byte ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "auto"})
  void aReplyThatComesTwiceIsSeen(String engine) throws IOException {
    fails(
        engine,
        1,
        (message, index) -> {
          byte[] twice = new byte[2 * BYTES];
          System.arraycopy(message, 0, twice, 0, BYTES);
          System.arraycopy(message, 0, twice, BYTES, BYTES);
          return index == 3 ? twice : message;
        },
        "connection 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "auto"})
  void aServerThatGoesAwayIsSeen(String engine) throws IOException {
    Built.generator();
    try (ServerSocket listener = new ServerSocket(0, 50, HERE)) {
      Thread.ofPlatform().daemon().start(() -> closeFirst(listener));
      assertThatThrownBy(() -> load(listener.getLocalPort(), engine, "connections=1"))
          .hasMessageContaining("connection 0, ");
    }
  }

  private static void closeFirst(ServerSocket listener) {
    try (Socket peer = listener.accept()) {
      peer.getInputStream().readNBytes(BYTES);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Every tenth is swallowed; those that wait for it are given up after a while, and others go on.
   */
  @ParameterizedTest
  @ValueSource(strings = {"epoll", "auto"})
  void lostDatagramsAreCounted(String engine) throws IOException {
    Built.generator();
    try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
      Thread.ofPlatform().daemon().start(() -> swallowEveryTenth(socket));
      String line =
          load(
              socket.getLocalPort(),
              engine,
              "connections=2",
              "depth=4",
              "framing=datagram",
              "seconds=0.6");
      Result result = Result.parse(line);
      assertThat(result.figure("lost")).isPositive();
      assertThat(result.figure("requests")).isGreaterThan(result.figure("lost"));
    }
  }

  private static void swallowEveryTenth(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[BYTES], BYTES);
    try {
      for (int i = 1; true; i++) {
        socket.receive(packet);
        if (i % 10 != 0) {
          socket.send(packet);
        }
      }
    } catch (IOException e) {
      return; // closed
    }
  }

  /**
   * A server that stands still for a moment is charged for all who would have come meanwhile, and
   * not for one: the closed loop's mistake.
   */
  @Test
  void aPauseMeetsAllThatWereDueMeanwhile() throws IOException {
    Built.generator();
    try (ServerSocket listener = new ServerSocket(0, 50, HERE)) {
      Thread.ofPlatform().daemon().start(() -> echoWithAPause(listener));
      String line =
          load(listener.getLocalPort(), "auto", "connections=1", "rate=1000", "seconds=0.6");
      // 300 of 600 messages were due in the pause, and waited for its end: half of them over 100
      // ms.
      assertThat(Result.parse(line).figure("p90_us")).isGreaterThan(100_000);
    }
  }

  private static void echoWithAPause(ServerSocket listener) {
    try (Socket peer = listener.accept()) {
      InputStream in = peer.getInputStream();
      byte[] buffer = new byte[1 << 16];
      long from = System.nanoTime();
      boolean paused = false;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!paused && System.nanoTime() - from > 200_000_000L) {
          paused = true;
          long until = System.nanoTime() + 300_000_000L;
          while (System.nanoTime() < until) {
            Thread.onSpinWait(); // this is the pause that is measured
          }
        }
        peer.getOutputStream().write(buffer, 0, count);
      }
    } catch (IOException e) {
      return; // the generator is gone
    }
  }

  @Test
  void aWrongOptionIsSaid() throws IOException {
    assertThatThrownBy(() -> load(1, "kqueue"))
        .hasMessageContaining("there is no engine kqueue, but epoll, uring and auto");
    assertThatThrownBy(() -> load(1, "auto", "speed=3"))
        .hasMessageContaining("there is no option speed");
    assertThatThrownBy(() -> load(1, "auto", "framing=datagram", "bytes=4"))
        .hasMessageContaining("bytes must be 8 or more with this framing");
  }
}
