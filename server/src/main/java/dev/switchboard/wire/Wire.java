package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connected socket, a stream or one that carries packets, as the server models use it. It is a
 * seam: tests put a double here that writes short, resets or stands still.
 *
 * <p>One thread may read while another writes; any thread may close.
 */
public interface Wire {

  /** Of {@link #read}: a packet has come, an empty one. */
  int EMPTY_PACKET = -2;

  Endpoint local();

  Endpoint remote();

  /**
   * read(2): bytes taken, 0 for none yet (only when non-blocking), -1 for the end of the stream.
   * Where there are packets, those of one, as far as there is room; {@link #EMPTY_PACKET} of an
   * empty one.
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * How many bytes have come that nobody has read (FIONREAD, tcp(7)); 0 where the transport cannot
   * tell.
   */
  default int waiting() {
    return 0;
  }

  /** write(2): bytes that the kernel took, possibly fewer than there are. */
  int write(ByteBuffer from) throws IOException;

  /**
   * send(2): what lies between position and limit as one packet, which may be empty; whole or not
   * at all. Where there are packets alone.
   *
   * @return false when the kernel has no room for it (only when non-blocking)
   */
  default boolean send(ByteBuffer packet) throws IOException {
    throw new UnsupportedOperationException(local() + " is a stream and has no packets");
  }

  /** shutdown(2) with SHUT_WR: sends the end of our stream. */
  void finish() throws IOException;

  /** close(2). What it answers changes nothing any more and is not told. */
  void close();

  /** Closes with a reset: SO_LINGER of 0, where the transport has it. */
  void reset();

  /** Whether calls wait, as they do from the beginning. Belongs to the server model. */
  void blocking(boolean waits) throws IOException;

  /** What a poller of its transport waits for, once it does not block. */
  Pollable pollable();
}
