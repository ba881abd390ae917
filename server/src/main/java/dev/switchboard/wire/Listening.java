package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One listening stream socket, in non-blocking mode. */
public interface Listening {

  /** Where it listens, with the port that the system chose where 0 was asked for. */
  Endpoint endpoint();

  /** accept(2): a connection in blocking mode, or null when nobody waits. */
  @Nullable Wire accept() throws IOException;

  /** What a poller of its transport waits for. */
  Pollable pollable();

  void close();
}
