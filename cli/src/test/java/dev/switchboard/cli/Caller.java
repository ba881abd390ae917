package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;

/** A client that speaks by hand, with nothing of ours in it. */
final class Caller implements AutoCloseable {

  private static final int PATIENCE_MILLIS = (int) Child.PATIENCE.toMillis();

  private final Socket socket;

  private Caller(Socket socket) {
    this.socket = socket;
  }

  static Caller to(int port) throws IOException {
    return to("127.0.0.1", port);
  }

  static Caller to(String host, int port) throws IOException {
    Socket socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
    return new Caller(socket);
  }

  /** Sends a line to a Unix socket, and answers all that comes back. */
  static String overUnix(SocketAddress address, String sent) throws IOException {
    try (SocketChannel channel = SocketChannel.open((UnixDomainSocketAddress) address)) {
      channel.write(ByteBuffer.wrap(sent.getBytes(UTF_8)));
      channel.shutdownOutput();
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    }
  }

  /** Says one thing to a service, sends the end, and answers all that comes back. */
  static String say(String host, int port, String sent) throws IOException {
    try (Caller caller = to(host, port)) {
      caller.say(sent);
      caller.socket.shutdownOutput();
      return caller.hearAll();
    }
  }

  void say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** As many bytes. */
  String hear(int count) throws IOException {
    return new String(socket.getInputStream().readNBytes(count), UTF_8);
  }

  /** All until the server has finished. */
  String hearAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  int ownPort() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
