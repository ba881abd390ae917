package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SocketChannel;

/** A client over any transport, with nothing of ours in it. */
final class BareClient implements AutoCloseable {

  private final ByteChannel channel;
  private final StringBuilder heard = new StringBuilder();
  private boolean ended;

  private BareClient(ByteChannel channel) {
    this.channel = channel;
  }

  static BareClient to(Endpoint endpoint) throws IOException {
    return new BareClient(
        switch (endpoint) {
          case Endpoint.Tcp tcp ->
              SocketChannel.open(new InetSocketAddress(tcp.host(), tcp.port()));
          case Endpoint.Udp udp ->
              DatagramChannel.open().connect(new InetSocketAddress(udp.host(), udp.port()));
          case Endpoint.Unix unix -> SocketChannel.open(UnixDomainSocketAddress.of(unix.path()));
          default -> throw new IllegalArgumentException("the JDK has no sockets for " + endpoint);
        });
  }

  void say(String text) throws IOException {
    say(text.getBytes(UTF_8));
  }

  void say(byte... bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes));
  }

  void hear(int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    heard.append(UTF_8.decode(bytes.flip()));
  }

  void finish() throws IOException {
    if (channel instanceof SocketChannel stream) {
      stream.shutdownOutput();
    }
  }

  /** Hears all until the server's end, where there is one, and leaves. */
  void hearEnd() throws IOException {
    if (channel instanceof SocketChannel) {
      ByteBuffer bytes = ByteBuffer.allocate(1000);
      while (channel.read(bytes) >= 0) {}
      heard.append(UTF_8.decode(bytes.flip()));
      ended = true;
    }
  }

  /** Leaves with a reset: over a Unix socket by what it has not read. */
  void reset() throws IOException {
    if (channel instanceof SocketChannel stream
        && stream.getRemoteAddress() instanceof InetSocketAddress) {
      stream.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
    channel.close();
  }

  String seen() {
    String all = heard.toString().strip() + (ended ? " end" : "");
    return all.isEmpty() ? "—" : all;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
