package dev.switchboard.load;

import java.time.Duration;
import org.HdrHistogram.Histogram;

/** How long things took, to three digits, up to an hour. One thread at a time. */
public final class Waits {

  private static final int DIGITS = 3;
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final Histogram histogram = new Histogram(LONGEST_NANOS, DIGITS);

  Waits() {}

  void add(long nanos) {
    histogram.recordValue(Math.clamp(nanos, 0, LONGEST_NANOS));
  }

  /** How many there are. */
  public long count() {
    return histogram.getTotalCount();
  }

  /** How many took longer than this. */
  public long countAbove(Duration time) {
    return count() - histogram.getCountBetweenValues(0, time.toNanos());
  }

  /** The time that so many of a hundred did not exceed; zero where there are none. */
  public Duration percentile(double percent) {
    return Duration.ofNanos(histogram.getValueAtPercentile(percent));
  }

  /** The longest. */
  public Duration max() {
    return Duration.ofNanos(histogram.getMaxValue());
  }
}
