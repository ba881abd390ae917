package dev.switchboard.script;

import java.io.IOException;
import java.time.Duration;
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

  /** Lets time pass. */
  void pause(Duration time) throws InterruptedException;

  /** Why the program on the other side fell, or null. */
  @Nullable String crash();

  /** Closes all connections that are still open. */
  @Override
  void close();
}
