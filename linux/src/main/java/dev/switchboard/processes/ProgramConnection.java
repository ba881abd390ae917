package dev.switchboard.processes;

import dev.switchboard.event.Event;
import dev.switchboard.model.OpenConnection;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Presence;
import dev.switchboard.model.Program;
import dev.switchboard.session.Ending;
import dev.switchboard.sockets.NativeWire;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a program has. We give our own copy of the socket away at once: else the client
 * would not see the end when the program closes. When the program has ended, what it left behind in
 * its group is ended too, and with it the last copy of the socket.
 *
 * <p>{@link #run()} has a platform thread of its own, which waits for the program.
 */
final class ProgramConnection implements OpenConnection, Runnable {

  private final Plan plan;
  private final Program program;
  private final Watchdog watchdog;
  private final NativeWire wire;
  private final Presence presence;
  private @Nullable ChildProcess process; // guarded by this, as all that follows
  private boolean drained;
  private boolean forced;

  ProgramConnection(Plan plan, Program program, Watchdog watchdog, NativeWire wire) {
    this.plan = plan;
    this.program = program;
    this.watchdog = watchdog;
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
      ChildProcess started = start();
      wire.close();
      plan.events().tell(at -> new Event.HandedOver(at, id(), started.pid()));
      obeyStop();
      Exit exit = started.await();
      started.signal(Signal.KILL);
      watchdog.forget(started);
      started.reap();
      presence.end(this, ending(exit));
    } catch (IOException e) {
      cannotRun(Spawn.sentence(program.command().getFirst(), e));
    } catch (Throwable e) {
      force();
      cannotRun(String.valueOf(e));
    }
  }

  /** It was not started: the client learns that by a reset. */
  void cannotRun(String why) {
    try {
      wire.reset();
    } finally {
      presence.end(this, new Ending.IoError(why));
    }
  }

  private ChildProcess start() throws IOException {
    Spawn spawn =
        new Spawn(program.file().toString(), program.command())
            .environment(
                ProgramEnvironment.OF_OTHERS, ProgramEnvironment.of(wire.local(), wire.remote()))
            .descriptor(wire.descriptor(), 0)
            .descriptor(wire.descriptor(), 1);
    wire.letWait(); // programs expect of their standard streams that reading waits
    synchronized (this) {
      ChildProcess started = spawn.start();
      process = started;
      watchdog.guard(started);
      return started;
    }
  }

  /** A wish to stop may have come before there was anything to stop. */
  private synchronized void obeyStop() {
    if (process != null && (drained || forced)) {
      process.signal(forced ? Signal.KILL : Signal.TERM);
    }
  }

  private synchronized Ending ending(Exit exit) {
    if (forced) {
      return new Ending.Forced();
    }
    boolean byUs = drained && exit.equals(new Exit.Killed(Signal.TERM));
    return byUs ? new Ending.Drained() : exit.ending();
  }

  /** Asks the program and all that it has started to end. */
  @Override
  public synchronized void drain() {
    drained = true;
    obeyStop();
  }

  @Override
  public synchronized void force() {
    forced = true;
    obeyStop();
  }

  @Override
  public void abandon() {
    force();
    presence.end(this, new Ending.Forced());
  }
}
