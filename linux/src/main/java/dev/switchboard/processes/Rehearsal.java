package dev.switchboard.processes;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.model.Connections;
import dev.switchboard.model.OneConnection;
import dev.switchboard.model.Plan;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Service;
import dev.switchboard.sockets.NativeWire;
import java.io.IOException;
import java.time.Instant;

/**
 * A conversation with oneself, so that a process that says it is ready has loaded its classes: the
 * first client, who is its only one, shall not wait for that. The service itself is not touched.
 */
final class Rehearsal {

  private static final Endpoint ONESELF = Endpoint.unix("");

  private Rehearsal() {}

  /** Makes the plan of a process. */
  interface Planning {
    Plan of(Service service, Connections connections, Events events);
  }

  static void of(Planning planning) throws IOException {
    ControlSocket[] pair = ControlSocket.pair(); // sockets like any others
    pair[0].send("0001"); // as much as a message is under most framings
    pair[0].finish();
    // What is told travels as text: that too is done once.
    Events events = new Events(event -> Lines.read(Lines.of((Record) event), Event.class));
    Plan plan = planning.of(Service.replyingFrames(frame -> frame), Connections.ofOne(1), events);
    new OneConnection(plan, NativeWire.of(pair[1].descriptor(), ONESELF, ONESELF)).run();
    pair[0].close();
  }

  /**
   * In the parent: loads what is needed only when connections end. A class that is asked for first
   * when no descriptor is left cannot be read, and is missing from then on.
   */
  static void ofTheParent() throws IOException {
    Event last = new Event.Ended(Instant.EPOCH, 1, new Ending.IoError("")); // all are looked at
    if (!last.equals(Lines.read(Lines.of((Record) last), Event.class))) {
      throw new IllegalStateException("an event is not read as it was written");
    }
    ControlSocket[] pair = ControlSocket.pair();
    pair[0].send("over");
    pair[0].close();
    NativeWire.of(pair[1].descriptor(), ONESELF, ONESELF).reset();
  }
}
