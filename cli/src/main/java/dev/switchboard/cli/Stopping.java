package dev.switchboard.cli;

import dev.switchboard.server.Running;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * Ends servers when Esc, Ctrl-C or SIGTERM says so: the first stops accepting and lets messages
 * that have begun be answered, the second ends everything at once.
 */
final class Stopping {

  private final List<Running> running;
  private final Console console;
  private final AtomicInteger wishes = new AtomicInteger();
  private final CountDownLatch stopped = new CountDownLatch(1);

  Stopping(List<Running> running, Console console) {
    this.running = running;
    this.console = console;
  }

  /** Listens for signals, and on a terminal for Esc. */
  void listen() {
    Signals.register("INT", this::wish);
    Signals.register("TERM", this::wish);
    EscKey.listen(this::wish, console);
  }

  /** Somebody wants an end. Returns at once. */
  private void wish() {
    if (wishes.incrementAndGet() == 1) {
      console.say("Stopping: open connections have a moment to end; once more ends them now.");
      Thread.ofPlatform().name("switchboard-stop").start(this::stop);
    } else {
      Thread.ofPlatform()
          .name("switchboard-stop-now")
          .start(() -> running.parallelStream().forEach(Running::closeNow));
    }
  }

  private void stop() {
    running.forEach(Running::suspend);
    running.parallelStream().forEach(Running::close);
    stopped.countDown();
  }

  /** Waits until all have stopped. */
  void await() throws InterruptedException {
    stopped.await();
  }
}
