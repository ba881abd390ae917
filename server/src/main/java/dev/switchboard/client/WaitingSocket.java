package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.session.Handshake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connected socket, plain or in TLS, whose calls wait, but not longer than a timeout. One thread
 * may write while another reads; any may close.
 */
sealed interface WaitingSocket permits Dialled, DialledTls {

  Endpoint local() throws IOException;

  /** The peer's end, as the system knows it. */
  Endpoint remote();

  /**
   * Writes as much as there is room for now, perhaps nothing; a packet whole or not at all, and
   * then {@link dev.switchboard.wire.ClientSocket#NO_ROOM}.
   */
  int writeNow(ByteBuffer bytes) throws IOException;

  /** Waits until there is room to write. */
  void awaitRoom() throws IOException;

  /** Waits until the kernel has all that was written. */
  default void flush() throws IOException {}

  /** Bytes taken, -1 at the end of the stream; over packets those of one, which may be empty. */
  int read(ByteBuffer into) throws IOException;

  /** Whether there is something to read, or comes within this time. */
  boolean isReadable(Duration within) throws IOException;

  /** Sends the end of our stream. */
  void finish() throws IOException;

  void reset();

  void close();

  /** What TLS has agreed on; null for plain connections. */
  default @Nullable Handshake handshake() {
    return null;
  }
}
