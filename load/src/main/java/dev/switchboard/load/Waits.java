package dev.switchboard.load;

import java.time.Duration;

/**
 * How long things took, up to an hour, each to within a thousandth. One thread at a time.
 *
 * <p>Times are counted in slots: one for each nanosecond at first, and then 1024 for each doubling,
 * as an HDR histogram has them.
 */
public final class Waits {

  private static final int BITS = 10;
  private static final int SLOTS_A_DOUBLING = 1 << BITS;
  private static final long LONGEST_NANOS = 3_600_000_000_000L;

  private final long[] counts = new long[slot(LONGEST_NANOS) + 1];
  private long count;
  private long longest;

  Waits() {}

  void add(long nanos) {
    long time = Math.clamp(nanos, 0, LONGEST_NANOS);
    counts[slot(time)]++;
    count++;
    longest = Math.max(longest, time);
  }

  private static int slot(long nanos) {
    int doublings = Math.max(0, Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BITS);
    return doublings * SLOTS_A_DOUBLING + (int) (nanos >>> doublings);
  }

  /** The longest time that is counted in this slot. */
  private static long longestIn(int slot) {
    int doublings = Math.max(0, slot / SLOTS_A_DOUBLING - 1);
    long first = slot - (long) doublings * SLOTS_A_DOUBLING;
    return ((first + 1) << doublings) - 1;
  }

  /** How many there are. */
  public long count() {
    return count;
  }

  /** How many took longer than this. */
  public long countAbove(Duration time) {
    long above = 0;
    for (int slot = slot(Math.clamp(time.toNanos(), 0, LONGEST_NANOS)) + 1;
        slot < counts.length;
        slot++) {
      above += counts[slot];
    }
    return above;
  }

  /** The time that so many of a hundred did not exceed; zero where there are none. */
  public Duration percentile(double percent) {
    long wanted = Math.max(1, (long) Math.ceil(count * Math.clamp(percent, 0, 100) / 100));
    long seen = 0;
    for (int slot = 0; slot < counts.length; slot++) {
      seen += counts[slot];
      if (seen >= wanted) {
        return Duration.ofNanos(Math.min(longestIn(slot), longest));
      }
    }
    return Duration.ZERO;
  }

  /** The longest. */
  public Duration max() {
    return Duration.ofNanos(longest);
  }
}
