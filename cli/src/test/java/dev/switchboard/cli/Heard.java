package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.function.Predicate;

/** What a process has printed so far, read as it comes. */
final class Heard {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // guarded by this
  private boolean ended; // guarded by this

  Heard(InputStream from) {
    // Not a virtual thread: a read from a pipe keeps the thread that carries it, and a handful of
    // silent processes would leave none for the virtual threads of the tests.
    Thread.ofPlatform().daemon().name("heard").start(() -> read(from));
  }

  private void read(InputStream from) {
    byte[] some = new byte[8192];
    try (from) {
      for (int count = from.read(some); count >= 0; count = from.read(some)) {
        synchronized (this) {
          bytes.write(some, 0, count);
          notifyAll();
        }
      }
    } catch (IOException e) {
      return; // the process was ended; what was heard stays
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
  }

  synchronized String text() {
    return bytes.toString(UTF_8);
  }

  /** Waits until the text is so; fails with all of it where it is not in time. */
  synchronized String await(String what, Predicate<String> condition) throws InterruptedException {
    if (!waitFor(condition, Child.PATIENCE)) {
      throw new AssertionError(
          (ended ? "it ended without " : "it did not come in time: ")
              + what
              + "; until then it said:\n"
              + text());
    }
    return text();
  }

  /** Waits for these words. */
  String await(String words) throws InterruptedException {
    return await("'" + words + "'", text -> text.contains(words));
  }

  /** Waits for the end of it. */
  synchronized String awaitEnd() throws InterruptedException {
    if (!waitFor(text -> ended, Child.PATIENCE)) {
      throw new AssertionError("it goes on; so far it said:\n" + text());
    }
    return text();
  }

  /** Waits until the text is so, it has ended, or the time is over; whether the text is so. */
  synchronized boolean waitFor(Predicate<String> condition, Duration most)
      throws InterruptedException {
    long until = System.nanoTime() + most.toNanos();
    while (!condition.test(text())) {
      long rest = until - System.nanoTime();
      if (ended || rest <= 0) {
        return false;
      }
      wait(Math.max(1, Duration.ofNanos(rest).toMillis()));
    }
    return true;
  }
}
