package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file of a Unix socket that is bound: a stale one is removed first, a live one never, and ours
 * at the end. An abstract name has no file, and nothing is done for it. For transports.
 */
public final class SocketFile {

  private static final int FILE_KIND = 0170000;
  private static final int SOCKET_KIND = 0140000;

  private final @Nullable Path path;
  private final @Nullable Object file; // its identity, so that nobody else's is deleted

  private SocketFile(@Nullable Path path, @Nullable Object file) {
    this.path = path;
    this.file = file;
  }

  /** Binds a socket to a path. */
  @FunctionalInterface
  public interface Binding {
    void bind() throws IOException;
  }

  /**
   * Makes room for the file, and has the socket bound that makes it.
   *
   * @throws EndpointException with a sentence, when the path cannot be had
   */
  public static SocketFile bound(Endpoint.Local endpoint, Binding binding) throws IOException {
    try {
      if (endpoint.isAbstract()) {
        binding.bind();
        return new SocketFile(null, null);
      }
      Path path = Path.of(endpoint.path());
      removeIfStale(endpoint, path);
      binding.bind();
      return new SocketFile(path, identity(path));
    } catch (EndpointException e) {
      throw e;
    } catch (IOException e) {
      throw Refusals.listening(endpoint, e);
    }
  }

  private static @Nullable Object identity(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
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

  /**
   * Stale is a socket file that no socket has any more: connecting to it is refused. To a live one
   * of another type it is the wrong protocol (EPROTOTYPE), and so not refused.
   */
  private static void removeIfStale(Endpoint.Local endpoint, Path path) throws IOException {
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
   * Deletes the file, while its socket is still open: so nobody takes it for stale meanwhile and
   * puts another there.
   */
  public void delete() {
    try {
      if (path != null && Objects.equals(file, identity(path))) {
        Files.delete(path);
      }
    } catch (IOException e) {
      return; // somebody removed it before
    }
  }
}
