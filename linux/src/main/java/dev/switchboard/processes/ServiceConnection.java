package dev.switchboard.processes;

import dev.switchboard.event.Event;
import dev.switchboard.model.OpenConnection;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Presence;
import dev.switchboard.session.Ending;
import dev.switchboard.sockets.NativeWire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a JVM of its own serves. {@link #run()} waits for such a process and hands the
 * socket over; from then on the process tells what happens, and its exit is the end if it has told
 * none.
 */
final class ServiceConnection implements OpenConnection, Runnable, ServiceProcess.Listener {

  /** Processes that ended while they waited, before the connection is given up. */
  private static final int TRIES = 3;

  private final Plan plan;
  private final Pool pool;
  private final NativeWire wire;
  private final Presence presence;
  private @Nullable ServiceProcess process; // guarded by this, as all that follows
  private boolean drained;
  private boolean forced;

  ServiceConnection(Plan plan, Pool pool, NativeWire wire) {
    this.plan = plan;
    this.pool = pool;
    this.wire = wire;
    this.presence = new Presence(plan);
    presence.begin(this, wire.local(), wire.remote());
  }

  @Override
  public long id() {
    return presence.id();
  }

  @Override
  public void run() {
    try {
      for (int tried = 1; tried <= TRIES; tried++) {
        if (handOver(pool.take())) {
          wire.close();
          return;
        }
      }
      cannotRun("the processes that were ready have ended");
    } catch (IOException e) {
      cannotRun("no process could be started for it: " + e.getMessage());
    } catch (Throwable e) {
      cannotRun(String.valueOf(e));
    }
  }

  /** The client learns that by a reset. */
  void cannotRun(String why) {
    try {
      wire.reset();
    } finally {
      presence.end(this, isForced() ? new Ending.Forced() : new Ending.IoError(why));
    }
  }

  private synchronized boolean isForced() {
    return forced;
  }

  /** Events of the process come only after this: they wait for the lock. */
  private synchronized boolean handOver(ServiceProcess next) {
    if (forced) {
      next.kill();
      return false;
    }
    int pid = next.serve(id(), wire, this);
    if (pid < 0) {
      return false;
    }
    process = next;
    plan.events().tell(at -> new Event.HandedOver(at, id(), pid));
    if (drained) {
      next.tell(ChildMain.DRAIN);
    }
    return true;
  }

  @Override
  public void told(Event event) {
    synchronized (this) {
      // Until here the hand-over may not have been told.
    }
    if (event instanceof Event.Ended ended) {
      presence.end(this, ended.ending());
    } else {
      plan.events().tell(at -> event);
    }
  }

  @Override
  public void exited(Exit exit) {
    presence.end(this, isForced() ? new Ending.Forced() : exit.ending());
  }

  @Override
  public synchronized void drain() {
    drained = true;
    if (process != null) {
      process.tell(ChildMain.DRAIN);
    }
  }

  @Override
  public synchronized void force() {
    forced = true;
    if (process != null) {
      process.tell(ChildMain.FORCE);
    }
  }

  @Override
  public void abandon() {
    ServiceProcess left;
    synchronized (this) {
      forced = true;
      left = process;
    }
    if (left != null) {
      left.kill();
    }
    presence.end(this, new Ending.Forced());
  }
}
