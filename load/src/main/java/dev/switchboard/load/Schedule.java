package dev.switchboard.load;

/** At which times messages are wanted, and on which connection, where a rate was asked for. */
final class Schedule {

  private final double nanosEach;
  private final int connections;
  private long start;
  private long next; // which message, from 0

  Schedule(Load load) {
    this.nanosEach = 1e9 / load.rate();
    this.connections = load.connections();
  }

  void begin(long now) {
    start = now;
  }

  /** When the next message is wanted. */
  long due() {
    return start + (long) (next * nanosEach);
  }

  /** On which connection. */
  int connection() {
    return (int) (next % connections);
  }

  void taken() {
    next++;
  }
}
