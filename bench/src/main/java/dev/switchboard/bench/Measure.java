package dev.switchboard.bench;

/**
 * One figure of a column.
 *
 * @param key its name in a {@link Result}
 * @param unit for people
 * @param decimals that are worth showing
 * @param higherIsBetter which way the row is that one would choose
 * @param compared whether ratios of it are of interest
 */
record Measure(String key, String unit, int decimals, boolean higherIsBetter, boolean compared) {

  static final Measure RATE = new Measure("rate", "requests/s", 0, true, true);
  static final Measure USER = new Measure("user_us", "user µs", 2, false, false);
  static final Measure SYSTEM = new Measure("system_us", "system µs", 2, false, false);
  static final Measure GENERATOR = new Measure("own_share", "generator's core", 2, false, false);
  static final Measure LOST = new Measure("lost", "lost", 0, false, false);
  static final Measure P50 = new Measure("p50_us", "p50 µs", 0, false, true);
  static final Measure P99 = new Measure("p99_us", "p99 µs", 0, false, true);
  static final Measure KIB = new Measure("kib", "KiB", 2, false, false);
  static final Measure FIRST = new Measure("first_ms", "ms", 0, false, false);

  /** Rates that were not reached, by the row's own fault or the generator's, are seen by this. */
  static final Measure REACHED = new Measure("rate", "requests/s reached", 0, true, false);
}
