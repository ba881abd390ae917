package dev.switchboard.bench;

import java.util.Arrays;

/**
 * The middle of some figures and how far they lie apart: half of them are between the quartiles.
 */
record Spread(double lowerQuartile, double median, double upperQuartile) {

  static Spread of(double... figures) {
    double[] sorted = figures.clone();
    Arrays.sort(sorted);
    return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** For example {@code 0.97 (0.95–0.99)}. */
  String shown(int decimals) {
    String number = "%." + decimals + "f";
    return (number + " (" + number + "–" + number + ")")
        .formatted(median, lowerQuartile, upperQuartile);
  }
}
