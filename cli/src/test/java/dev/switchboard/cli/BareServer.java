package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A server for one client, with nothing of ours in it, that does what a test tells it to. */
sealed interface BareServer extends AutoCloseable {

  static BareServer over(String transport) throws IOException {
    return switch (transport) {
      case "TCP" -> new Stream(ServerSocketChannel.open().bind(loopback()), null);
      case "Unix" -> {
        Path path = Files.createTempDirectory("sb").resolve("s");
        yield new Stream(
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(path)),
            path);
      }
      case "UDP" -> new Packets(DatagramChannel.open().bind(loopback()));
      default -> throw new IllegalArgumentException(transport);
    };
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);
  }

  /** As it is typed. */
  String endpoint() throws IOException;

  /** Waits for a client's first bytes and hears as many of them, leaving the rest unread. */
  void hear(int count) throws IOException;

  void say(String text) throws IOException;

  /** Says no more. */
  void finish() throws IOException;

  /** Hears all until the client's end, where there is one. */
  void hearEnd() throws IOException;

  /** Leaves with a reset. Over a Unix socket that takes unread bytes; over UDP there is none. */
  void reset() throws IOException;

  /** What it heard, and {@code end}. */
  String seen();

  @Override
  void close() throws IOException;

  /** TCP or a Unix socket. */
  final class Stream implements BareServer {

    private final ServerSocketChannel listening;
    private final @Nullable Path path;
    private final StringBuilder heard = new StringBuilder();
    private @Nullable SocketChannel client;
    private boolean ended;

    private Stream(ServerSocketChannel listening, @Nullable Path path) {
      this.listening = listening;
      this.path = path;
    }

    @Override
    public String endpoint() throws IOException {
      return listening.getLocalAddress() instanceof InetSocketAddress inet
          ? "tcp://127.0.0.1:" + inet.getPort()
          : "unix:" + path;
    }

    private SocketChannel client() throws IOException {
      SocketChannel accepted = client;
      if (accepted == null) {
        accepted = listening.accept();
        client = accepted;
      }
      return accepted;
    }

    @Override
    public void hear(int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(count);
      while (bytes.hasRemaining() && client().read(bytes) >= 0) {}
      heard.append(UTF_8.decode(bytes.flip()));
    }

    @Override
    public void say(String text) throws IOException {
      client().write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    @Override
    public void finish() throws IOException {
      client().shutdownOutput();
    }

    @Override
    public void hearEnd() throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(1000);
      while (client().read(bytes) >= 0) {}
      heard.append(UTF_8.decode(bytes.flip()));
      ended = true;
    }

    @Override
    public void reset() throws IOException {
      if (path == null) {
        client().setOption(StandardSocketOptions.SO_LINGER, 0);
      }
      client().close();
    }

    @Override
    public String seen() {
      return (heard.toString().strip() + (ended ? " end" : "")).strip();
    }

    @Override
    public void close() throws IOException {
      if (client != null) {
        client.close();
      }
      listening.close();
      if (path != null) {
        Files.deleteIfExists(path);
        Files.deleteIfExists(Objects.requireNonNull(path.getParent()));
      }
    }
  }

  /** UDP. */
  final class Packets implements BareServer {

    private final DatagramChannel channel;
    private final int port;
    private final StringBuilder heard = new StringBuilder();
    private @Nullable SocketAddress client;

    private Packets(DatagramChannel channel) throws IOException {
      this.channel = channel;
      this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    @Override
    public String endpoint() {
      return "udp://127.0.0.1:" + port;
    }

    @Override
    public void hear(int count) throws IOException {
      ByteBuffer bytes = ByteBuffer.allocate(1000);
      client = channel.receive(bytes);
      heard.append(UTF_8.decode(bytes.flip()));
    }

    @Override
    public void say(String text) throws IOException {
      channel.send(ByteBuffer.wrap(text.getBytes(UTF_8)), Objects.requireNonNull(client));
    }

    @Override
    public void finish() throws IOException {
      channel.close();
    }

    @Override
    public void hearEnd() {
      // It has none.
    }

    @Override
    public void reset() throws IOException {
      channel.close();
    }

    @Override
    public String seen() {
      return heard.toString().strip();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
