package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A listening Unix socket, and its file: a stale one is removed first, a live one never. */
final class UnixListening extends JdkTransport.ChannelListening {

  private final Path path;

  private UnixListening(ServerSocketChannel channel, Path path) throws IOException {
    super(channel);
    this.path = path;
  }

  static Listening on(Endpoint.Unix endpoint, int acceptQueue) throws IOException {
    Path path = Path.of(endpoint.path());
    removeIfStale(endpoint, path);
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(path), acceptQueue);
      channel.configureBlocking(false);
      return new UnixListening(channel, path);
    } catch (IOException e) {
      channel.close();
      throw Refusals.listening(endpoint, e);
    }
  }

  /** Stale is a socket file to which nobody listens: connecting to it is refused. */
  private static void removeIfStale(Endpoint.Unix endpoint, Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    boolean socket =
        Files.readAttributes(
                path, java.nio.file.attribute.BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isOther();
    if (!socket) {
      throw new EndpointException(
          "Cannot listen on " + endpoint + ": a file that is no socket is there; choose another"
              + " path.",
          new IOException("not a socket"));
    }
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      // Connected, or its accept queue is full: somebody is there, and bind says so.
    } catch (IOException e) {
      if (SystemAnswer.of(e) == SystemAnswer.REFUSED) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() {
    super.close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      return; // the next start finds it stale and removes it
    }
  }
}
