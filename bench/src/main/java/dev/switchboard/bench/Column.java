package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.util.List;

/**
 * One thing that is measured of every row.
 *
 * @param name on the command line
 * @param title for people
 * @param kind how it is measured
 * @param mode what the rows do meanwhile
 * @param load the generator's options
 * @param measures what is told, the most important one first
 */
record Column(
    String name, String title, Kind kind, Mode mode, List<String> load, List<Measure> measures) {

  /** How a column is measured. */
  enum Kind {
    /** Rows that run and are stopped by turns; the generator's closed loop. */
    CLOSED_LOOP,
    /** The same, at a fixed rate: a share of what C with epoll reaches. */
    FIXED_RATE,
    /** The same; connections come and go. */
    CHURN,
    /** A fresh process; its memory before and after it has many connections. */
    IDLE,
    /** A fresh process; the time from exec to its first echoed byte. */
    FIRST_BYTE,
    /** A fresh process; the rate of each of its first seconds. */
    WARM_UP;

    boolean inRounds() {
      return this == CLOSED_LOOP || this == FIXED_RATE || this == CHURN;
    }
  }
}
