package dev.switchboard.model;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Select loops, each in a thread; the first accepts for all. */
final class SelectCrew implements Crew {

  private final Plan plan;
  private final List<SelectLoop> loops = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final LoopAcceptor acceptor;

  private SelectCrew(Plan plan) throws IOException {
    this.plan = plan;
    try {
      for (int worker = 1; worker <= plan.workers(); worker++) {
        loops.add(new SelectLoop(plan));
      }
      this.acceptor = new LoopAcceptor(plan, loops);
    } catch (IOException e) {
      for (SelectLoop loop : loops) {
        loop.discard();
      }
      throw e;
    }
  }

  static Crew start(Plan plan) throws IOException {
    SelectCrew crew = new SelectCrew(plan);
    for (SelectLoop loop : crew.loops) {
      crew.threads.add(
          Thread.ofPlatform()
              .name("switchboard-select-" + (crew.threads.size() + 1))
              .daemon()
              .start(loop));
    }
    return crew;
  }

  @Override
  public void suspend() {
    try {
      acceptor.suspend();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    plan.connections().stop();
  }

  @Override
  public void stop() {
    loops.forEach(SelectLoop::stop);
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    return Threading.join(threads, time);
  }
}
