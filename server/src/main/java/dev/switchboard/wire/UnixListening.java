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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A listening Unix socket, and its file: a stale one is removed first, a live one never. */
final class UnixListening extends JdkTransport.ChannelListening {

  private static final int FILE_KIND = 0170000;
  private static final int SOCKET_KIND = 0140000;

  private final Path path;
  private final @Nullable Object file; // its identity, so that nobody else's is deleted

  private UnixListening(ServerSocketChannel channel, Path path) throws IOException {
    super(channel);
    this.path = path;
    this.file = identity(path);
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
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

  /**
   * Connecting to a pipe or a device is refused as well, so the kind must be known (inode(7),
   * S_IFSOCK).
   */
  private static boolean isSocket(Path path) throws IOException {
    try {
      Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
      return mode instanceof Integer bits && (bits & FILE_KIND) == SOCKET_KIND;
    } catch (UnsupportedOperationException e) {
      // A system without that view: neither file nor directory nor link is all that it says.
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    }
  }

  /** Stale is a socket file to which nobody listens: connecting to it is refused. */
  private static void removeIfStale(Endpoint.Unix endpoint, Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new EndpointException(
          "Cannot listen on "
              + endpoint
              + ": a file that is no socket is there; choose another"
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

  /**
   * The file goes first: while we still listen, nobody takes it for stale and puts another there.
   */
  @Override
  public void close() {
    deleteOwnFile();
    super.close();
  }

  private void deleteOwnFile() {
    try {
      if (isOpen() && Objects.equals(file, identity(path))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      return; // somebody removed it before
    }
  }
}
