package dev.switchboard.model;

import dev.switchboard.session.Ending;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The loops of a server, each in a thread of its own and with its share of the sockets. */
public final class Workers implements Crew {

  /** Makes a loop, at the beginning and in the place of one that failed. */
  @FunctionalInterface
  public interface Opening {
    Loop open(Plan.Share share) throws IOException;
  }

  private final Plan plan;
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Workers(Plan plan) {
    this.plan = plan;
  }

  /**
   * Starts a loop for each share of the plan.
   *
   * @param name of the threads, to which a number is added
   */
  public static Crew start(Plan plan, String name, Opening opening) throws IOException {
    Workers crew = new Workers(plan);
    try {
      for (Plan.Share share : plan.shares()) {
        int number = crew.workers.size() + 1;
        crew.workers.add(new Worker(plan, number, () -> opening.open(share)));
      }
    } catch (IOException e) {
      crew.workers.forEach(worker -> worker.discard(new Ending.IoError("it never ran")));
      throw e;
    }
    for (Worker worker : crew.workers) {
      crew.threads.add(
          Thread.ofPlatform().name(name + "-" + worker.number()).daemon().start(worker));
    }
    return crew;
  }

  @Override
  public void suspend() {
    plan.connections().stop();
    for (Worker worker : workers) {
      try {
        worker.suspend();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void stop() {
    workers.forEach(Worker::stop);
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    return Threading.join(threads, time);
  }
}
