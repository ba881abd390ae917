package dev.switchboard.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The results as a page in Markdown. */
final class Report {

  private final Options options;
  private final List<Row> rows;
  private final Map<Column, Rounds> measured;
  private final List<String> problems;
  private final StringBuilder page = new StringBuilder();

  Report(Options options, List<Row> rows, Map<Column, Rounds> measured, List<String> problems) {
    this.options = options;
    this.rows = rows;
    this.measured = measured;
    this.problems = problems;
  }

  String markdown() {
    page.setLength(0);
    head();
    measured.forEach((column, rounds) -> {
      line("", "## %s: %s".formatted(column.name(), column.title()), "");
      if (column.kind() == Column.Kind.WARM_UP) {
        warmUp(rounds);
      } else {
        table(column, rounds);
      }
    });
    targets();
    return page.toString();
  }

  private void head() {
    line("# What the servers do, measured in one run", "");
    line(
        "Written by `bench/run --write`; `bench/README.md` says what the rows are and how to read"
            + " it. %s, %s; %s."
                .formatted(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS), Machine.shown(), Cores.shown()),
        "",
        "%d interleaved rounds of %s s, seed %d. A ratio is the median of the rounds' ratios, with"
                .formatted(options.rounds(), options.seconds(), options.seed())
            + " its 95 % interval; all other figures are medians.",
        "",
        "All rows in Java have `" + String.join(" ", JavaCommand.OPTIONS) + "`.");
    if (!problems.isEmpty()) {
      line("", "Left out:", "");
      problems.forEach(sentence -> line("- " + sentence));
    }
  }

  private void table(Column column, Rounds rounds) {
    String base = Base.of(column);
    boolean hasBase = rounds.rows().contains(base);
    List<Measure> compared =
        hasBase ? column.measures().stream().filter(Measure::compared).toList() : List.of();
    String heads = column.measures().stream().map(Measure::unit).collect(Collectors.joining(" | "));
    String ratios =
        compared.stream()
            .map(it -> " " + it.unit() + " / " + base + " |")
            .collect(Collectors.joining());
    line("| row | " + heads + " |" + ratios);
    line("|---|" + "---:|".repeat(column.measures().size() + compared.size()));
    for (String row : inOrder(rounds)) {
      String figures =
          column.measures().stream()
              .map(measure -> shown(rounds.median(row, measure.key()), measure.decimals()))
              .collect(Collectors.joining(" | "));
      String held =
          compared.stream()
              .map(measure -> rounds.ratio(row, base, measure.key(), options.seed()))
              .map(ratio -> " " + ratio.map(Interval::toString).orElse("–") + " |")
              .collect(Collectors.joining());
      line("| " + row + " | " + figures + " |" + held);
    }
  }

  /** In thousands, each second the median of the rounds. */
  private void warmUp(Rounds rounds) {
    int seconds =
        rounds.rows().stream()
            .flatMap(row -> rounds.any(row).stream())
            .mapToInt(result -> result.text("rates").split(",", -1).length)
            .max()
            .orElse(0);
    String heads =
        IntStream.rangeClosed(1, seconds)
            .mapToObj(second -> second + ". s")
            .collect(Collectors.joining(" | "));
    line("In thousands.", "", "| row | " + heads + " |", "|---|" + "---:|".repeat(seconds));
    for (String row : inOrder(rounds)) {
      double[][] rates =
          rounds.texts(row, "rates").stream()
              .map(text -> Arrays.stream(text.split(",", -1)).mapToDouble(Double::parseDouble))
              .map(rate -> rate.toArray())
              .toArray(double[][]::new);
      String figures =
          IntStream.range(0, seconds)
              .mapToObj(second ->
                  Interval.median(Arrays.stream(rates).mapToDouble(rate -> rate[second]).toArray()))
              .map(rate -> shown(Optional.of(rate / 1000), 1))
              .collect(Collectors.joining(" | "));
      line("| " + row + " | " + figures + " |");
    }
  }

  private void targets() {
    line("", "## What must hold", "", "| what | is | must | goal | |", "|---|---:|---:|---:|---|");
    for (Target target : Target.all()) {
      line(target.verdict(measured, options.seed()));
    }
  }

  /** Rows that have figures, as they are listed; the command's last. */
  private List<String> inOrder(Rounds rounds) {
    List<String> listed = rows.stream().map(Row::name).toList();
    return rounds.rows().stream()
        .sorted(
            java.util.Comparator.comparingInt(
                    (String row) -> listed.contains(row) ? listed.indexOf(row) : Integer.MAX_VALUE)
                .thenComparing(row -> row))
        .toList();
  }

  private static String shown(Optional<Double> figure, int decimals) {
    return figure.map(it -> String.format(Locale.ROOT, "%,." + decimals + "f", it)).orElse("–");
  }

  private void line(String... lines) {
    for (String line : lines) {
      page.append(line).append('\n');
    }
  }
}
