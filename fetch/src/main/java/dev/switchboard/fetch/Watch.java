package dev.switchboard.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One thread waits at the network, the caller's at the clock: it interrupts the other when a step,
 * or the whole, takes too long. So every wait has an end, also one inside a name's resolution or a
 * write to a full pipe, which cannot be interrupted and is left behind then.
 */
final class Watch {

  /** What somebody who was interrupted gets to say where it stood. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  private final Duration whole;
  private final String wholeIsOver;
  private final long began = System.nanoTime();

  // All below is guarded by this. Times are nanoseconds since it began.
  private long stepEnd;
  private long wakeUp; // when the caller's thread looks again by itself
  private String stepIsOver;
  private boolean late;
  private boolean done;

  /** With what to say when the whole is over. */
  Watch(Duration whole, String wholeIsOver) {
    this.whole = whole;
    this.wholeIsOver = wholeIsOver;
    this.stepEnd = whole.toNanos();
    this.stepIsOver = wholeIsOver;
  }

  /**
   * A step begins, and the one before was in time; called by the one who is watched.
   *
   * @param isOver what to say when it cannot say it itself
   * @throws FetchException when the whole is over
   */
  synchronized void step(Duration most, String isOver) throws FetchException {
    long now = now();
    if (now >= whole.toNanos()) {
      throw new FetchException(wholeIsOver);
    }
    late = false;
    Thread.interrupted(); // that was for the step before
    long stepNanos = most.toNanos();
    stepEnd = stepNanos > whole.toNanos() - now ? whole.toNanos() : now + stepNanos;
    stepIsOver = isOver;
    if (stepEnd < wakeUp) {
      notifyAll();
    }
  }

  /** A step begins that may last as long as the whole. */
  void step() throws FetchException {
    step(whole, wholeIsOver);
  }

  /** Whether the step was interrupted because it took too long. */
  synchronized boolean isLate() {
    return late;
  }

  /** Whether there is no time left for anything. */
  boolean wholeIsOver() {
    return now() >= whole.toNanos();
  }

  private long now() {
    return System.nanoTime() - began;
  }

  /** Runs this, watched. What it throws comes out as it is. */
  <T> T over(Callable<T> work) throws IOException {
    FutureTask<T> task =
        new FutureTask<>(work) {
          @Override
          protected void done() {
            tellDone();
          }
        };
    Thread worker = Thread.ofPlatform().daemon().name("switchboard-fetch").start(task);
    try {
      awaitEnd(worker);
      return task.get();
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching");
    } catch (ExecutionException e) {
      throw asItIs(e.getCause());
    }
  }

  private synchronized void tellDone() {
    done = true;
    notifyAll();
  }

  private synchronized void awaitEnd(Thread worker) throws FetchException, InterruptedException {
    while (!done) {
      long rest = stepEnd - now();
      if (rest > 0) {
        wakeUp = stepEnd;
        wait(Math.max(1, Duration.ofNanos(rest).toMillis()));
      } else if (!late) {
        late = true;
        worker.interrupt();
        stepEnd = now() + LAST_WORDS.toNanos();
      } else {
        throw new FetchException(stepIsOver);
      }
    }
  }

  private static IOException asItIs(@Nullable Throwable thrown) {
    return switch (thrown) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(thrown); // nothing else is declared
    };
  }
}
