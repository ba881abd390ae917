package dev.switchboard.processes;

import dev.switchboard.model.Acceptor;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Program;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Threads that accept; each connection gets a thread that waits for the end of its process. */
final class ProcessCrew implements Crew {

  /** They only wait: most of the JVM's usual 1 MiB of stack would never be touched, or reserved. */
  private static final long STACK_BYTES = 256 << 10;

  private final Plan plan;
  private final Watchdog watchdog;
  private final List<Acceptor> acceptors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private ProcessCrew(Plan plan, Watchdog watchdog) {
    this.plan = plan;
    this.watchdog = watchdog;
  }

  static Crew start(Plan given, Processes model) throws IOException {
    Plan plan = withDescriptors(given);
    ProcessCrew crew = new ProcessCrew(plan, new Watchdog());
    try {
      for (int worker = 1; worker <= plan.workers(); worker++) {
        crew.acceptors.add(new Acceptor(plan));
      }
    } catch (IOException e) {
      crew.acceptors.forEach(Acceptor::suspend);
      crew.watchdog.close();
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
    ProgramConnection connection =
        new ProgramConnection(
            plan, (Program) plan.service(), watchdog, wire, wire.descriptor());
    try {
      Thread.ofPlatform()
          .name("switchboard-process-" + connection.id())
          .stackSize(STACK_BYTES)
          .daemon()
          .start(connection);
    } catch (Throwable e) {
      connection.cannotRun(String.valueOf(e)); // "unable to create native thread", say
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
