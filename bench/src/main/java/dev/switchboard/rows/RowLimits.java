package dev.switchboard.rows;

import java.time.Duration;

/** What every row in Java keeps to, as far as its library can. */
final class RowLimits {

  static final int LONGEST_LINE = 64 << 10;
  static final Duration IDLE = Duration.ofMinutes(10);
  static final int ACCEPT_QUEUE = 1024;
  static final int PENDING_OUTPUT = 1 << 20;
  static final int DATAGRAM = 2048;
  static final int DATAGRAM_QUEUE = 4 << 20; // as much as the system lets us have

  private RowLimits() {}
}
