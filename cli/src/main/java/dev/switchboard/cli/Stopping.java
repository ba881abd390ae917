package dev.switchboard.cli;

import dev.switchboard.server.Running;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;

/**
 * Ends servers when Esc, Ctrl-C or SIGTERM says so: the first stops accepting and lets messages
 * that have begun be answered, the second ends everything at once.
 */
final class Stopping {

  private final Console console;
  private final CountDownLatch first = new CountDownLatch(1);
  private final CountDownLatch second = new CountDownLatch(1);

  /** Listens for signals from now on, also while servers are still being started. */
  Stopping(Console console) {
    this.console = console;
    Signals.register("INT", this::wish);
    Signals.register("TERM", this::wish);
  }

  private void wish() {
    if (first.getCount() > 0) {
      first.countDown();
    } else {
      second.countDown();
    }
  }

  /** Waits for somebody to want an end, and until all have stopped. */
  void await(List<Running> running) throws InterruptedException {
    EscKey.listen(this::wish, console);
    first.await();
    console.say("Stopping: open connections have a moment to end; once more ends them now.");
    Thread.ofPlatform().name("switchboard-hurry").daemon().start(() -> hurry(running));
    running.forEach(Running::suspend);
    running.parallelStream().forEach(Running::close);
  }

  private void hurry(List<Running> running) {
    try {
      second.await();
      running.parallelStream().forEach(Running::closeNow);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
