package dev.switchboard.ring;

import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Ring loops, each in a thread, with a ring of its own. */
final class RingCrew implements Crew {

  private final Plan plan;
  private final List<RingLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private RingCrew(Plan plan) {
    this.plan = plan;
  }

  static Crew start(Plan plan, Duration spinning) throws IOException {
    RingCrew crew = new RingCrew(plan);
    plan.connections().onRoom(crew::roomSomewhere);
    try {
      for (int worker = 1; worker <= plan.workers(); worker++) {
        crew.begin(new RingLoop(plan, plan.listening(), spinning.toNanos()));
      }
    } catch (IOException e) {
      crew.stop();
      throw e;
    }
    return crew;
  }

  private void begin(RingLoop loop) throws IOException {
    loops.add(loop);
    threads.add(
        Thread.ofPlatform()
            .name("switchboard-ring-" + (threads.size() + 1))
            .daemon()
            .start(loop));
    loop.awaitReady();
  }

  private void roomSomewhere() {
    for (RingLoop loop : loops) {
      loop.acceptor().roomSomewhere();
    }
  }

  @Override
  public void suspend() {
    try {
      for (RingLoop loop : loops) {
        loop.acceptor().suspend();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    plan.connections().stop();
  }

  @Override
  public void stop() {
    loops.forEach(RingLoop::stop);
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      long rest = Math.max(1, until - System.nanoTime());
      all &= thread.equals(Thread.currentThread()) || thread.join(Duration.ofNanos(rest));
    }
    return all;
  }
}
