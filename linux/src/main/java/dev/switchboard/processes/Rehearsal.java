package dev.switchboard.processes;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.model.Connections;
import dev.switchboard.model.OneConnection;
import dev.switchboard.model.Plan;
import dev.switchboard.session.Service;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A connection to nobody, so that a process that says it is ready has loaded its classes: the first
 * client, who is its only one, shall not wait for that. The service itself is not touched.
 */
final class Rehearsal implements Wire {

  private static final Endpoint NOBODY = Endpoint.unix("");

  private boolean told; // belongs to the thread that rehearses

  private Rehearsal() {}

  /** Makes the plan of a process. */
  interface Planning {
    Plan of(Service service, Connections connections, Events events);
  }

  static void of(Planning planning) throws IOException {
    Events events =
        new Events(event -> Lines.read(Lines.of((Record) event), Event.class)); // as it is told
    Plan plan =
        planning.of(Service.replyingFrames(frame -> frame), Connections.ofOne(1), events);
    new OneConnection(plan, new Rehearsal()).run();
    SocketChannel.open().close();
  }

  @Override
  public Endpoint local() {
    return NOBODY;
  }

  @Override
  public Endpoint remote() {
    return NOBODY;
  }

  @Override
  public int read(ByteBuffer into) {
    if (told) {
      return -1;
    }
    told = true;
    into.put((byte) '\n');
    return 1;
  }

  @Override
  public int write(ByteBuffer from) {
    int count = from.remaining();
    from.position(from.limit());
    return count;
  }

  @Override
  public void finish() {}

  @Override
  public void close() {}

  @Override
  public void reset() {}

  @Override
  public void blocking(boolean waits) {}

  @Override
  public Pollable pollable() {
    throw new UnsupportedOperationException("nobody waits for nobody");
  }
}
