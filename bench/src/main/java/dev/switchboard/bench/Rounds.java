package dev.switchboard.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the rounds of one column gave, row by row. A round in which a row failed has no result.
 *
 * <p>Of two rows the ratio of each round is taken first, and the median of these afterwards: a
 * machine that is slower for a while moves both figures of a round, and not their ratio.
 */
final class Rounds {

  private final int count;
  private final Map<String, @Nullable Result[]> byRow = new LinkedHashMap<>();

  Rounds(int count) {
    this.count = count;
  }

  int count() {
    return count;
  }

  void add(String row, int round, Result result) {
    byRow.computeIfAbsent(row, name -> new @Nullable Result[count])[round] = result;
  }

  Set<String> rows() {
    return byRow.keySet();
  }

  /** The figures of all rounds that there are, in order. */
  double[] figures(String row, String measure) {
    return Arrays.stream(results(row))
        .filter(Objects::nonNull)
        .filter(result -> result.has(measure))
        .mapToDouble(result -> result.figure(measure))
        .toArray();
  }

  /** The texts of all rounds that there are, in order. */
  List<String> texts(String row, String name) {
    return Arrays.stream(results(row))
        .filter(Objects::nonNull)
        .map(result -> result.text(name))
        .toList();
  }

  Optional<Double> median(String row, String measure) {
    double[] figures = figures(row, measure);
    return figures.length == 0 ? Optional.empty() : Optional.of(Interval.median(figures));
  }

  /** Ours by theirs, over the rounds that both have; empty if there is none. */
  Optional<Interval> ratio(String ours, String theirs, String measure, long seed) {
    return pairwise(ours, theirs, measure, seed, (a, b) -> a / b);
  }

  /** Ours less theirs, likewise. */
  Optional<Interval> difference(String ours, String theirs, String measure, long seed) {
    return pairwise(ours, theirs, measure, seed, (a, b) -> a - b);
  }

  private Optional<Interval> pairwise(
      String ours, String theirs, String measure, long seed, DoubleBinaryOperator together) {
    @Nullable Result[] above = results(ours);
    @Nullable Result[] below = results(theirs);
    double[] pairs = new double[count];
    int found = 0;
    for (int i = 0; i < Math.min(above.length, below.length); i++) {
      Result a = above[i];
      Result b = below[i];
      if (a != null && b != null && a.has(measure) && b.has(measure)) {
        pairs[found++] = together.applyAsDouble(a.figure(measure), b.figure(measure));
      }
    }
    return found == 0
        ? Optional.empty()
        : Optional.of(Interval.of(Arrays.copyOf(pairs, found), seed));
  }

  /** The first result of a row, for what is told once; empty where the row failed. */
  Optional<Result> any(String row) {
    return Arrays.stream(results(row)).filter(Objects::nonNull).findFirst();
  }

  private @Nullable Result[] results(String row) {
    @Nullable Result[] none = new @Nullable Result[0];
    return byRow.getOrDefault(row, none);
  }
}
