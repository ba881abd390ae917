package dev.switchboard.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What must hold, and what is aimed at. Of a ratio the worse end of its interval must, and the
 * median is to reach the goal; other figures are medians.
 *
 * @param ours the row
 * @param theirs what it is held against, of several the best; none for a figure that stands alone
 * @param how their figures come together
 */
record Target(
    String ours,
    List<String> theirs,
    How how,
    String column,
    Measure measure,
    double must,
    double goal) {

  /** How a row is held against the others. */
  enum How {
    RATIO,
    DIFFERENCE,
    ALONE
  }

  private static final Measure KIB = Measure.KIB;
  private static final List<String> EVERY_RATE =
      List.of("echo-1", "echo-64", "echo-1000", "churn", "bulk", "line", "udp");

  /** The bare ring is a row to come: io_uring called from Java with no session. */
  private static final String BARE_RING = "bare-ring";

  static List<Target> all() {
    List<Target> all = new ArrayList<>();
    all.add(rate("ring", "echo-64", 1.10, 1.20, Rows.C_EPOLL));
    all.add(rate("ring", "echo-1000", 1.00, 1.10, Rows.C_EPOLL));
    all.add(rate("ring", "bulk", 1.00, 1.08, Rows.C_EPOLL));
    all.add(rate("ring", "echo-64", 0.93, 0.98, Rows.C_URING));
    all.add(nettysBest("echo-64", 1.00, 1.08));
    all.add(nettysBest("line", 1.30, 1.45));
    all.add(rate("ring", "udp", 0.93, 1.00, Rows.C_MMSG));
    all.add(nettysBest("udp", 1.15, 1.35));
    EVERY_RATE.forEach(column -> all.add(rate("select", column, 0.95, 1.05, "netty-nio")));
    all.add(new Target("ring", Rows.NETTY, How.RATIO, "latency", Measure.P99, 1.2, 1.0));
    all.add(alone("ring", "idle", KIB, 1, 0.5));
    all.add(alone("select", "idle", KIB, 4, 3));
    all.add(
        new Target("ring", List.of(BARE_RING), How.DIFFERENCE, "echo-64", Measure.USER, 0.35, 0.2));
    all.add(alone("select", "start", Measure.FIRST, 400, 150));
    all.add(alone("ring", "start", Measure.FIRST, 800, 400));
    return all;
  }

  private static Target rate(String ours, String column, double must, double goal, String theirs) {
    return new Target(ours, List.of(theirs), How.RATIO, column, Measure.RATE, must, goal);
  }

  private static Target nettysBest(String column, double must, double goal) {
    return new Target("ring", Rows.NETTY, How.RATIO, column, Measure.RATE, must, goal);
  }

  private static Target alone(
      String ours, String column, Measure measure, double must, double goal) {
    return new Target(ours, List.of(), How.ALONE, column, measure, must, goal);
  }

  /** A row of the table: what, how much it is, what it must be, the goal, and whether it holds. */
  String verdict(Map<Column, Rounds> measured, long seed) {
    Optional<Interval> is =
        measured.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(column))
            .findFirst()
            .flatMap(entry -> interval(entry.getValue(), seed));
    String sign = measure.higherIsBetter() ? "≥" : "≤";
    return "| %s | %s | %s %s | %s %s | %s |"
        .formatted(
            what(),
            is.map(Interval::toString).orElse("–"),
            sign,
            plain(must),
            sign,
            plain(goal),
            is.map(this::judged).orElse("not measured"));
  }

  private Optional<Interval> interval(Rounds rounds, long seed) {
    double[] figures = rounds.figures(ours, measure.key());
    if (how == How.ALONE) {
      return figures.length == 0 ? Optional.empty() : Optional.of(Interval.of(figures, seed));
    }
    Optional<String> best = best(rounds);
    if (how == How.RATIO) {
      return best.flatMap(name -> rounds.ratio(ours, name, measure.key(), seed));
    }
    return best.flatMap(name -> rounds.difference(ours, name, measure.key(), seed));
  }

  private Optional<String> best(Rounds rounds) {
    Comparator<String> byMedian =
        Comparator.comparingDouble(name -> rounds.median(name, measure.key()).orElse(0.0));
    return theirs.stream()
        .filter(name -> rounds.median(name, measure.key()).isPresent())
        .max(measure.higherIsBetter() ? byMedian : byMedian.reversed());
  }

  private String judged(Interval is) {
    double worse = measure.higherIsBetter() ? is.low() : is.high();
    if (!reaches(how == How.ALONE ? is.median() : worse, must)) {
      return "**no**";
    }
    return reaches(is.median(), goal) ? "yes, and the goal" : "yes";
  }

  private boolean reaches(double figure, double wanted) {
    return measure.higherIsBetter() ? figure >= wanted : figure <= wanted;
  }

  private String what() {
    String against =
        theirs.isEmpty()
            ? ""
            : (how == How.DIFFERENCE ? " over " : " / ")
                + (theirs.equals(Rows.NETTY) ? "Netty's best" : theirs.getFirst());
    return "%s%s, %s, %s".formatted(ours, against, column, measure.unit());
  }

  private static String plain(double number) {
    return number >= 10
        ? String.valueOf(Math.round(number))
        : String.format(Locale.ROOT, "%.2f", number);
  }
}
