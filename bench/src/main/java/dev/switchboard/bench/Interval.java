package dev.switchboard.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A median, and the interval in which it would lie in 95 of 100 runs like this one.
 *
 * <p>The interval is a bootstrap by percentiles: as many figures as there are, drawn with
 * replacement; the median of these; and that many times. Nothing is assumed about how the figures
 * are distributed, which on a machine with other guests is one-sided. The random numbers have a
 * seed, so that the same figures always give the same interval.
 */
record Interval(double low, double median, double high) {

  private static final int RESAMPLES = 10_000;
  private static final double OUTSIDE = 0.025; // on either side

  /** Of at least one figure. */
  static Interval of(double[] figures, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] medians = new double[RESAMPLES];
    double[] drawn = new double[figures.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = figures[random.nextInt(figures.length)];
      }
      medians[i] = median(drawn);
    }
    Arrays.sort(medians);
    int skipped = (int) (OUTSIDE * RESAMPLES);
    return new Interval(medians[skipped], median(figures), medians[RESAMPLES - 1 - skipped]);
  }

  static double median(double... figures) {
    if (figures.length == 0) {
      throw new IllegalArgumentException("no figures have no median");
    }
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** For example {@code 0.97 (0.95–0.99)}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median, low, high);
  }
}
