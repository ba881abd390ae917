package dev.switchboard.model;

/** Monotonic nanoseconds since the server started, as sessions want them: from 0 upwards. */
public final class Clock {

  private final long start = System.nanoTime();

  /** A clock that starts now. */
  public Clock() {}

  public long now() {
    return System.nanoTime() - start;
  }
}
