package dev.switchboard.model;

import java.time.Duration;

/** The threads of a server model at work. */
public interface Crew {

  /** Takes no more connections and closes the listening sockets; returns when that is so. */
  void suspend();

  /** Ends the threads; all connections are closed already. */
  void stop();

  /** Waits for the threads; false when some still run after this time. */
  boolean join(Duration time) throws InterruptedException;
}
