package dev.switchboard.model;

import java.time.Duration;
import java.util.List;

/** Waiting for threads. */
final class Threading {

  private Threading() {}

  /** Waits for all of them together; false when some still run after this time. */
  static boolean join(List<Thread> threads, Duration time) throws InterruptedException {
    long until = System.nanoTime() + time.toNanos();
    boolean all = true;
    for (Thread thread : threads) {
      long rest = Math.max(1, until - System.nanoTime());
      all &= thread.equals(Thread.currentThread()) || thread.join(Duration.ofNanos(rest));
    }
    return all;
  }
}
