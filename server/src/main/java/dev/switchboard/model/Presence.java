package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.session.Ending;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the eyes of the others: it has a number, it is told of when it comes, and once
 * when it goes, whoever finds that out first: its own thread, or somebody who no longer waits for
 * that thread. A place was taken for it, and goes back with it.
 */
public final class Presence {

  private final Plan plan;
  private final long id;
  private final AtomicBoolean over = new AtomicBoolean();

  public Presence(Plan plan) {
    this.plan = plan;
    this.id = plan.connections().nextId();
  }

  /** Its number, from 1. */
  public long id() {
    return id;
  }

  /** Accept has answered, or a first packet has come. Any thread may speak to it from now on. */
  public void begin(OpenConnection connection, Endpoint local, Endpoint remote) {
    plan.events().tell(at -> new Event.Accepted(at, id, plan.named(local), plan.named(remote)));
    plan.connections().opened(connection);
  }

  /** Any thread: whether it is closed. */
  public boolean isOver() {
    return over.get();
  }

  /** Any thread: the connection is closed. */
  public void end(OpenConnection connection, @Nullable Ending ending) {
    if (over.compareAndSet(false, true)) {
      plan.events().ended(id, ending);
      plan.connections().closed(connection);
    }
  }
}
