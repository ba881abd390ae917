package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;

/** A listening Unix socket of the JDK, and its file. */
final class UnixListening extends JdkTransport.ChannelListening {

  private final SocketFile file;

  private UnixListening(ServerSocketChannel channel, SocketFile file) throws IOException {
    super(channel);
    this.file = file;
  }

  static Listening on(Endpoint.Unix endpoint, int acceptQueue) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      SocketFile file =
          SocketFile.bound(
              endpoint,
              () -> channel.bind(UnixDomainSocketAddress.of(endpoint.path()), acceptQueue));
      return new UnixListening(channel, file);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (isOpen()) {
      file.delete();
    }
    super.close();
  }
}
