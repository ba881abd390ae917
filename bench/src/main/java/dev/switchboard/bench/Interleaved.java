package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * All rows of one mode, started together and loaded by turns: while one is measured the others are
 * stopped. Each round has an order of its own, so that no row always runs in another one's wake.
 */
final class Interleaved implements AutoCloseable {

  private static final double SHARE_OF_C_EPOLL = 0.7;
  private static final double ROUND_WARM_UP = 0.2; // seconds; what was stopped must get going again

  private final Options options;
  private final Generator generator;
  private final Said said;
  private final Random random;
  private final List<RunningRow> running = new ArrayList<>();
  private double rateOfEpoll; // 0 until it is known

  Interleaved(Options options, Generator generator, Said said) {
    this.options = options;
    this.generator = generator;
    this.said = said;
    this.random = new Random(options.seed());
  }

  /** Starts those rows that have this mode; one that does not start is said and left out. */
  void start(List<Row> rows, Mode mode) {
    for (Row row : rows) {
      if (row.modes().contains(mode)) {
        try {
          RunningRow started = RunningRow.start(row, mode);
          running.add(started);
          started.stop();
        } catch (IOException e) {
          said.problem(e.getMessage() + "; it is left out");
        }
      }
    }
  }

  Rounds measure(Column column) {
    List<String> load = new ArrayList<>(column.load());
    if (column.kind() == Column.Kind.FIXED_RATE) {
      Optional<Double> epoll = rateOfEpoll();
      if (epoll.isEmpty()) {
        said.problem(
            column.name() + " is left out: its rate is that of c-epoll, which is not here");
        return new Rounds(0);
      }
      load.add("rate=" + Math.round(SHARE_OF_C_EPOLL * epoll.get()));
    }
    each(column, row -> once(row, column, load, 0, options.warmUp()));
    Rounds rounds = new Rounds(options.rounds());
    for (int i = 0; i < options.rounds(); i++) {
      int round = i;
      said.progress(column, i + 1, options.rounds());
      Collections.shuffle(running, random);
      each(
          column,
          row ->
              rounds.add(
                  row.row().name(),
                  round,
                  once(row, column, load, ROUND_WARM_UP, options.seconds())));
    }
    if (column.equals(Columns.ECHO_64)) {
      rateOfEpoll = rounds.median(Rows.C_EPOLL, Measure.RATE.key()).orElse(0.0);
    }
    return rounds;
  }

  private Optional<Double> rateOfEpoll() {
    for (RunningRow row : running) {
      if (rateOfEpoll == 0 && row.row().name().equals(Rows.C_EPOLL)) {
        try {
          rateOfEpoll =
              once(row, Columns.ECHO_64, Columns.ECHO_64.load(), 1, Math.max(2, options.seconds()))
                  .figure(Measure.RATE.key());
        } catch (IOException e) {
          said.problem(String.valueOf(e.getMessage()));
        }
      }
    }
    return rateOfEpoll == 0 ? Optional.empty() : Optional.of(rateOfEpoll);
  }

  private interface Turn {
    void of(RunningRow row) throws IOException;
  }

  /** Lets each have its turn; who fails is said, ended and left out from here on. */
  private void each(Column column, Turn turn) {
    for (RunningRow row : List.copyOf(running)) {
      try {
        turn.of(row);
      } catch (IOException e) {
        said.problem(
            "%s in %s: %s; it is left out from here on"
                .formatted(row.row().name(), column.name(), e.getMessage()));
        row.close();
        running.remove(row);
      }
    }
  }

  private Result once(
      RunningRow row, Column column, List<String> load, double warmUp, double seconds)
      throws IOException {
    row.go();
    try {
      return generator.run(
          column.kind() == Column.Kind.CHURN ? "churn" : "load",
          row,
          load,
          "warm-up=" + warmUp,
          "seconds=" + seconds);
    } finally {
      row.stop();
    }
  }

  @Override
  public void close() {
    running.forEach(RunningRow::close);
    running.clear();
  }
}
