package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.time.Duration;

/**
 * Runs a loop, and another one in its place should it fail: the connections of the one that failed
 * end, those who come later are served.
 */
final class Worker implements Runnable {

  interface Opening {
    Loop open() throws IOException;
  }

  /** How long to wait before a loop is opened again that could not be. */
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Plan plan;
  private final int number;
  private final Opening opening;
  private Loop loop; // guarded by this, as all that follows
  private boolean suspended;
  private boolean stopped;

  /**
   * @param number from 1
   * @throws IOException when the first loop cannot be opened
   */
  Worker(Plan plan, int number, Opening opening) throws IOException {
    this.plan = plan;
    this.number = number;
    this.opening = opening;
    this.loop = opening.open();
  }

  int number() {
    return number;
  }

  @Override
  public void run() {
    while (!isStopped()) {
      Loop running = current();
      try {
        running.run();
      } catch (Throwable e) {
        replace(running, e);
      }
    }
  }

  private void replace(Loop failed, Throwable why) {
    plan.events().tell(at -> new Event.WorkerFailed(at, number, why.toString()));
    failed.discard(new Ending.IoError("its worker failed: " + why));
    while (!isStopped()) {
      try {
        become(opening.open());
        return;
      } catch (IOException | RuntimeException e) {
        if (waitsInVain()) {
          return;
        }
      }
    }
  }

  private boolean waitsInVain() {
    try {
      return isStopped() || (plan.connections().awaitStopping(PAUSE) && isStopped());
    } catch (InterruptedException e) {
      return false; // by the service that failed, perhaps; we would have stopped
    }
  }

  private synchronized void become(Loop next) {
    loop = next;
    if (suspended) {
      suspendQuietly(next);
    }
    if (stopped) {
      next.stop();
    }
  }

  private static void suspendQuietly(Loop next) {
    try {
      next.suspend();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Loop current() {
    return loop;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  void suspend() throws InterruptedException {
    Loop running;
    synchronized (this) {
      suspended = true;
      running = loop;
    }
    running.suspend();
  }

  synchronized void stop() {
    stopped = true;
    loop.stop();
  }

  void discard(Ending ending) {
    current().discard(ending);
  }
}
