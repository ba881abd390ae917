package dev.switchboard.model;

import dev.switchboard.session.Ending;

/** One thread's work for many connections, until it is stopped. Any thread may call all but run. */
public interface Loop extends Runnable {

  /**
   * Serves; returns when it was stopped. What it throws is the end of this loop, not of the server.
   */
  @Override
  void run();

  /** Takes no more connections; returns when the listening sockets are closed, or soon will be. */
  void suspend() throws InterruptedException;

  /** Has {@link #run()} return. All connections are closed already. */
  void stop();

  /**
   * It does not run any more, or never did: what it has of the system is given back, and its
   * connections end like this.
   */
  void discard(Ending ending);
}
