package dev.switchboard.fetch;

import dev.switchboard.session.Limits;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How long is waited; {@link Limits#FOREVER} lifts one. What the listener takes for a piece of the
 * body counts for {@code whole} alone.
 *
 * @param connect for a connection, the host's name included
 * @param idle without a byte sent or received
 * @param whole for all of it, redirects included
 */
public record Patience(Duration connect, Duration idle, Duration whole) {

  /** 10 s to connect, 60 s without a byte, no limit for the whole. */
  public static final Patience USUAL =
      new Patience(Duration.ofSeconds(10), Duration.ofSeconds(60), Limits.FOREVER);

  public Patience {
    for (Duration each : new Duration[] {connect, idle, whole}) {
      if (!each.isPositive()) {
        throw new IllegalArgumentException("one cannot wait for " + each);
      }
    }
  }

  /** The sentence for a fetch that is not done in time. */
  String wholeIsOver(Url url) {
    return url + ": not done within " + said(whole) + ", the time for all of it.";
  }

  /** For a sentence: {@code 1.5 s}. */
  static String said(Duration time) {
    return BigDecimal.valueOf(time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }
}
