package dev.switchboard.script;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a script is played: it opens connections and has the time. One thread at a time. */
interface Stage extends AutoCloseable {

  /** Whom the player speaks to, for a report. */
  String place();

  /**
   * Connects this client, or waits until it has connected.
   *
   * @throws IOException with a sentence
   */
  Connection open(String client, Duration most) throws IOException, InterruptedException;

  /** Nanoseconds from some moment on; they never go back. */
  long now();

  /** Lets time pass: where nothing else moves the clock, by waiting. */
  default void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS); // nobody opens it
  }

  /** Why the program on the other side fell, or null. */
  @Nullable String crash();

  /** Closes all connections that are still open. */
  @Override
  void close();
}
