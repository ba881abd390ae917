package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** What is measured of processes that have just been started. */
final class Fresh {

  private static final int LONG_ROUNDS = 3; // of what takes many seconds each time
  private static final int WARM_UP_SECONDS = 8;

  private final Options options;
  private final Generator generator;
  private final Said said;
  private final Random random;

  Fresh(Options options, Generator generator, Said said) {
    this.options = options;
    this.generator = generator;
    this.said = said;
    this.random = new Random(options.seed());
  }

  Rounds measure(Column column, List<Row> rows) {
    int count =
        column.kind() == Column.Kind.FIRST_BYTE
            ? options.rounds()
            : Math.min(LONG_ROUNDS, options.rounds());
    Rounds rounds = new Rounds(count);
    List<Row> order = new ArrayList<>(rows);
    order.removeIf(row -> !row.modes().isEmpty() && !row.modes().contains(column.mode()));
    Set<Row> failed = new HashSet<>();
    for (int round = 0; round < count; round++) {
      said.progress(column, round + 1, count);
      Collections.shuffle(order, random);
      for (Row row : order) {
        try {
          if (!failed.contains(row)) {
            rounds.add(row.name(), round, once(column, row));
          }
        } catch (IOException e) {
          failed.add(row);
          said.problem(
              "%s in %s: %s; it is left out from here on"
                  .formatted(row.name(), column.name(), e.getMessage()));
        }
      }
    }
    return rounds;
  }

  private Result once(Column column, Row row) throws IOException {
    return switch (column.kind()) {
      case FIRST_BYTE -> generator.first(row.startCommand(Mode.ECHO));
      case IDLE -> idle(column, row);
      case WARM_UP -> warmUp(column, row);
      case CLOSED_LOOP, FIXED_RATE, CHURN ->
          throw new IllegalArgumentException(column.name() + " is measured in rounds");
    };
  }

  private Result warmUp(Column column, Row row) throws IOException {
    try (RunningRow running = RunningRow.startQuickly(row, column.mode())) {
      return generator.run("load", running, column.load(), "seconds=" + WARM_UP_SECONDS);
    }
  }

  /** What its memory grows by, after it has served some, so that its code is loaded. */
  private Result idle(Column column, Row row) throws IOException {
    try (RunningRow running = RunningRow.start(row, column.mode())) {
      generator.run("load", running, List.of("connections=100", "bytes=64", "seconds=0.5"));
      running.collectGarbage();
      long before = running.memoryKib();
      long after =
          generator.whileIdle(
              running,
              column.load(),
              () -> {
                running.collectGarbage();
                return running.memoryKib();
              });
      return Result.of(Measure.KIB.key(), (double) (after - before) / Columns.IDLE_CONNECTIONS);
    }
  }
}
