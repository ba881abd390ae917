package dev.switchboard.processes;

import dev.switchboard.model.Crew;
import dev.switchboard.model.NotStartedException;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Program;
import dev.switchboard.model.Workers;
import dev.switchboard.sockets.NativeWire;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that accept; each connection gets a thread that waits for its process. What the workers
 * share is the watchdog and the processes that are ready, so many for each worker.
 */
final class ProcessCrew implements Crew {

  /** They only wait, and need not the JVM's usual 1 MiB of stack. */
  static final long STACK_BYTES = 256 << 10;

  private final Plan plan;
  private final Watchdog watchdog;
  private final @Nullable Pool pool; // of a service; a program has none
  private @Nullable Crew acceptors; // set before anybody else sees this

  private ProcessCrew(Plan plan, Watchdog watchdog, @Nullable Pool pool) {
    this.plan = plan;
    this.watchdog = watchdog;
    this.pool = pool;
  }

  static Crew start(Plan plan, int ready) throws IOException {
    Rehearsal.ofTheParent();
    Watchdog watchdog = new Watchdog();
    ProcessCrew crew =
        new ProcessCrew(plan, watchdog, pool(plan, watchdog, ready * plan.workers()));
    try {
      crew.makeReady();
      crew.acceptors =
          Workers.start(
              plan, "switchboard-accept", share -> new AcceptLoop(plan, share, crew::serve));
      return crew;
    } catch (IOException | RuntimeException e) {
      crew.stop();
      throw e;
    }
  }

  private static @Nullable Pool pool(Plan plan, Watchdog watchdog, int ready) {
    if (plan.service() instanceof Program) {
      return null;
    }
    Order order =
        new Order(
            Recipe.of(plan.service()), plan.framing().name(), plan.limits(), plan.events().on());
    return new Pool(order, watchdog, ready);
  }

  /** A server that cannot have a process says so when it starts. */
  private void makeReady() throws IOException {
    if (pool != null) {
      pool.fill();
      try {
        pool.awaitFirst();
      } catch (IOException e) {
        throw new NotStartedException(
            "Cannot start a process for the service: " + e.getMessage() + ".");
      }
    }
  }

  private void serve(Wire accepted) {
    NativeWire wire = (NativeWire) accepted; // as of any transport that has descriptors
    if (plan.service() instanceof Program program) {
      ProgramConnection connection = new ProgramConnection(plan, program, watchdog, wire);
      run(connection, connection::cannotRun);
    } else if (pool != null) {
      ServiceConnection connection = new ServiceConnection(plan, pool, wire);
      run(connection, connection::cannotRun);
    }
  }

  private static void run(Runnable connection, Consumer<String> cannotRun) {
    try {
      Thread.ofPlatform()
          .name("switchboard-connection")
          .stackSize(STACK_BYTES)
          .daemon()
          .start(connection);
    } catch (Throwable e) {
      cannotRun.accept(String.valueOf(e)); // "unable to create native thread", say
    }
  }

  @Override
  public void suspend() {
    if (acceptors != null) {
      acceptors.suspend();
    }
  }

  @Override
  public void stop() {
    if (acceptors != null) {
      acceptors.stop();
    }
    if (pool != null) {
      pool.close();
    }
    watchdog.close();
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    return acceptors == null || acceptors.join(time);
  }
}
