package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures servers against each other in one run. {@code bench/run} starts it, in the repository's
 * folder, and has the options.
 */
final class Bench {

  private final Options options;
  private final Path home;
  private final Path output;
  private final Said said = new Said(System.err);
  private final Map<Column, Rounds> measured = new LinkedHashMap<>();

  private Bench(Options options, Path home) {
    this.options = options;
    this.home = home;
    this.output = Path.of(System.getProperty("switchboard.bench.output", "bench/target/programs"));
  }

  static void main(String[] arguments) {
    int code = 0;
    try {
      new Bench(Options.parse(arguments), Path.of("").toAbsolutePath()).run();
    } catch (IllegalArgumentException e) {
      System.err.println("bench: " + e.getMessage());
      code = 2;
    } catch (IOException e) {
      System.err.println("bench: " + e.getMessage());
      code = 1;
    }
    System.exit(code);
  }

  private void run() throws IOException {
    List<Column> columns = options.chosenColumns(Columns.all());
    Programs programs = new Programs(home.resolve("bench/src/main"), output.toAbsolutePath());
    Rows rows = new Rows(programs);
    if (options.list()) {
      list(rows);
      return;
    }
    if (Programs.installed("gcc").isEmpty()) {
      throw new IOException("the generator needs gcc: install it and put it on PATH");
    }
    rows.leftOut().forEach(said::problem);
    List<Row> chosen = options.chosenRows(rows.all());
    if (chosen.isEmpty()) {
      throw new IllegalArgumentException("none of the rows asked for can run here; see --list");
    }
    Generator generator = new Generator(programs.generator());
    for (Mode mode : Mode.values()) {
      inRounds(mode, columns, chosen, generator);
    }
    fresh(columns, chosen, generator);
    report(chosen);
  }

  private void inRounds(Mode mode, List<Column> columns, List<Row> rows, Generator generator) {
    List<Column> ofMode =
        columns.stream()
            .filter(column -> column.kind().inRounds() && column.mode() == mode)
            .toList();
    if (ofMode.isEmpty()) {
      return;
    }
    try (Interleaved interleaved = new Interleaved(options, generator, said)) {
      interleaved.start(rows, mode);
      ofMode.forEach(column -> measured.put(column, interleaved.measure(column)));
    }
  }

  private void fresh(List<Column> columns, List<Row> rows, Generator generator) throws IOException {
    List<Column> ofFresh = columns.stream().filter(it -> !it.kind().inRounds()).toList();
    if (ofFresh.isEmpty()) {
      return;
    }
    List<Row> quick = new ArrayList<>();
    for (Row row : rows) {
      quick.add(
          Rows.isOurs(row) && JavaCommand.hasOnlyJars()
              ? AotCache.with(row, output.toAbsolutePath(), generator)
              : row);
    }
    for (Column column : ofFresh) {
      List<Row> all = new ArrayList<>(quick);
      if (column.kind() == Column.Kind.FIRST_BYTE) {
        all.addAll(builtCommands(rows));
      }
      measured.put(column, new Fresh(options, generator, said).measure(column, all));
    }
  }

  /** The launcher builds what is missing before its start is measured. */
  private List<Row> builtCommands(List<Row> rows) {
    List<Row> commands = Rows.commands(home, rows);
    try {
      if (!commands.isEmpty()) {
        Children.run(List.of(home.resolve("switchboard").toString(), "--version"));
      }
      return commands;
    } catch (IOException e) {
      said.problem("the command is left out: " + e.getMessage());
      return List.of();
    }
  }

  private void report(List<Row> rows) throws IOException {
    Report report = new Report(options, rows, measured, said.problems());
    System.out.print(report.markdown());
    if (options.write()) {
      Path folder = Files.createDirectories(home.resolve("docs/bench"));
      Files.writeString(folder.resolve("results.md"), report.markdown());
      Files.writeString(
          folder.resolve("ratios.svg"), new Chart(options.seed(), rows, measured).svg());
      System.err.println("written to docs/bench");
    }
  }

  private static void list(Rows rows) {
    System.out.println("Rows:");
    rows.all().forEach(row -> System.out.println("  %-16s%s".formatted(row.name(), row.what())));
    rows.leftOut().forEach(sentence -> System.out.println("  " + sentence));
    System.out.println("Columns:");
    Columns.all()
        .forEach(
            column -> System.out.println("  %-16s%s".formatted(column.name(), column.title())));
  }
}
