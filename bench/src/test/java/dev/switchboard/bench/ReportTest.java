package dev.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is made of the figures. */
class ReportTest {

  private static final Options OPTIONS = Options.parse("--rounds", "3");

  private static Row row(String name) {
    return new Row(name, name, Row.ALL, List.of(name), List.of(), false);
  }

  private static final List<Row> ROWS = List.of(row("select"), row(Rows.C_EPOLL), row("netty-nio"));

  private static Map<Column, Rounds> measured(double select, double netty) {
    Map<Column, Rounds> measured = new LinkedHashMap<>();
    Rounds rounds = new Rounds(3);
    for (int round = 0; round < 3; round++) {
      rounds.add("select", round, Result.of("rate", select));
      rounds.add("netty-nio", round, Result.of("rate", netty));
      rounds.add(Rows.C_EPOLL, round, Result.of("rate", 100_000));
    }
    measured.put(Columns.ECHO_64, rounds);
    return measured;
  }

  private static String page(double select, double netty) {
    return new Report(OPTIONS, ROWS, measured(select, netty), List.of("one is ill")).markdown();
  }

  @Test
  void everyRowHasItsFiguresAndItsRatio() {
    assertThat(page(90_000, 80_000))
        .contains("## echo-64: 64 B echo, 64 connections")
        .contains("| select | 90,000 | – | – | – | 0.90 (0.90–0.90) |")
        .contains("| c-epoll | 100,000 | – | – | – | 1.00 (1.00–1.00) |")
        .contains("- one is ill")
        .contains("-XX:+UseSerialGC");
  }

  @Test
  void whatMustHoldIsJudgedByTheWorseEnd() {
    String must = "| select / netty-nio, echo-64, requests/s | ";
    assertThat(page(90_000, 80_000))
        .contains(must + "1.13 (1.13–1.13) | ≥ 0.95 | ≥ 1.05 | yes, and the goal |");
    assertThat(page(80_000, 80_000)).contains(must + "1.00 (1.00–1.00) | ≥ 0.95 | ≥ 1.05 | yes |");
    assertThat(page(70_000, 80_000))
        .contains(must + "0.88 (0.88–0.88) | ≥ 0.95 | ≥ 1.05 | **no** |");
    assertThat(page(1, 1))
        .contains("| ring / c-epoll, echo-64, requests/s | – | ≥ 1.10 | ≥ 1.20 | not measured |");
  }

  /** Of several the best counts; and where less is better, the upper end must be low enough. */
  @Test
  void aLatencyIsHeldAgainstTheLowestOfTheOthers() {
    Rounds rounds = new Rounds(3);
    double[] ours = {100, 110, 150};
    for (int round = 0; round < 3; round++) {
      rounds.add("ring", round, Result.of("p99_us", ours[round]));
      rounds.add("netty-nio", round, Result.of("p99_us", 300));
      rounds.add("netty-epoll", round, Result.of("p99_us", 100));
    }
    Column latency =
        Columns.all().stream().filter(it -> it.name().equals("latency")).findFirst().orElseThrow();
    assertThat(new Report(OPTIONS, ROWS, Map.of(latency, rounds), List.of()).markdown())
        .contains(
            "| ring / Netty's best, latency, p99 µs | 1.10 (1.00–1.50) | ≤ 1.20 | ≤ 1.00 | **no** |");
  }

  @Test
  void theWarmUpIsTheMedianOfEachSecond() {
    Rounds rounds = new Rounds(3);
    rounds.add("select", 0, Result.parse("rates=1000,2000"));
    rounds.add("select", 1, Result.parse("rates=3000,9000"));
    rounds.add("select", 2, Result.parse("rates=2000,4000"));
    Column warmUp = Columns.all().getLast();
    assertThat(new Report(OPTIONS, ROWS, Map.of(warmUp, rounds), List.of()).markdown())
        .contains("| row | 1. s | 2. s |", "| select | 2.0 | 4.0 |");
  }

  @Test
  void theChartHasABarForEachRow() {
    String svg = new Chart(1, ROWS, measured(90_000, 80_000)).svg();
    assertThat(svg.split("<rect ", -1)).hasSize(1 + 1 + ROWS.size()); // the paper is one too
    assertThat(svg).startsWith("<svg ").endsWith("</svg>\n").contains("0.90 (0.90–0.90)");
    assertThat(svg).contains(">64 B echo, 64 connections: requests/s / c-epoll</text>");
  }
}
