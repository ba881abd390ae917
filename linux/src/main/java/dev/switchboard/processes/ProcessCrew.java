package dev.switchboard.processes;

import dev.switchboard.model.Acceptor;
import dev.switchboard.model.Crew;
import dev.switchboard.model.NotStartedException;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Program;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Threads that accept; each connection gets a thread that waits for the end of its process. */
final class ProcessCrew implements Crew {

  /** They only wait: most of the JVM's usual 1 MiB of stack would never be touched, or reserved. */
  static final long STACK_BYTES = 256 << 10;

  private final Plan plan;
  private final Watchdog watchdog;
  private final @Nullable Pool pool; // of a service; a program has none
  private final List<Acceptor> acceptors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private ProcessCrew(Plan plan, Watchdog watchdog, @Nullable Pool pool) {
    this.plan = plan;
    this.watchdog = watchdog;
    this.pool = pool;
  }

  static Crew start(Plan given, Processes model) throws IOException {
    Plan plan = withDescriptors(given);
    Watchdog watchdog = new Watchdog();
    ProcessCrew crew = new ProcessCrew(plan, watchdog, pool(plan, watchdog, model.ready()));
    try {
      crew.makeReady();
      for (int worker = 1; worker <= plan.workers(); worker++) {
        crew.acceptors.add(new Acceptor(plan));
      }
    } catch (IOException e) {
      crew.acceptors.forEach(Acceptor::suspend);
      crew.stop();
      throw e;
    }
    for (Acceptor acceptor : crew.acceptors) {
      crew.threads.add(
          Thread.ofPlatform()
              .name("switchboard-accept-" + (crew.threads.size() + 1))
              .daemon()
              .start(() -> crew.acceptAll(acceptor)));
    }
    return crew;
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
        throw new NotStartedException("Cannot start a process for the service: " + e.getMessage());
      }
    }
  }

  private static Plan withDescriptors(Plan plan) throws IOException {
    return new Plan(
        plan.service(),
        plan.framing(),
        plan.limits(),
        plan.sessionLimits(),
        OwnSockets.of(plan.listening()),
        plan.packets(),
        plan.workers(),
        plan.whenFull(),
        plan.connections(),
        plan.events(),
        plan.clock());
  }

  private void acceptAll(Acceptor acceptor) {
    for (Wire wire = acceptor.next(); wire != null; wire = acceptor.next()) {
      serve((OwnSockets.Accepted) wire);
    }
  }

  private void serve(OwnSockets.Accepted wire) {
    if (plan.service() instanceof Program program) {
      ProgramConnection connection =
          new ProgramConnection(plan, program, watchdog, wire, wire.descriptor());
      run(connection, connection::cannotRun);
    } else if (pool != null) {
      ServiceConnection connection = new ServiceConnection(plan, pool, wire, wire.descriptor());
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
    acceptors.forEach(Acceptor::suspend);
    plan.connections().stop();
    plan.listening().forEach(Listening::close);
  }

  @Override
  public void stop() {
    if (pool != null) {
      pool.close();
    }
    watchdog.close();
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      all &= thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
    }
    return all;
  }
}
