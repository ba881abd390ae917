package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One connected stream socket, as the server models use it. It is a seam: tests put a double here
 * that writes short, resets or stands still.
 *
 * <p>One thread may read while another writes; any thread may close.
 */
public interface Wire {

  Endpoint local();

  Endpoint remote();

  /**
   * read(2): bytes taken, 0 for none yet (only when non-blocking), -1 for the end of the stream.
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
