package dev.switchboard.load;

import java.io.IOException;

/**
 * Moves the bytes of all connections. What comes it gives to the {@link Run}, in the same thread.
 */
interface Engine extends AutoCloseable {

  /** How it waits, for a report. */
  String name();

  /** What this connection has to say may be written now; the rest is written when there is room. */
  void write(int connection);

  /** Waits until something comes or can be written, not longer than this, and does that. */
  void await(long nanos) throws IOException;

  /** This connection is of no use any more. */
  void drop(int connection);

  /** Closes all connections. */
  @Override
  void close() throws IOException;
}
