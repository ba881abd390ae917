package dev.switchboard.bench;

import java.util.Iterator;
import java.util.List;

/**
 * What was asked for.
 *
 * @param rounds each measures every row once
 * @param seconds of one measurement
 * @param warmUp seconds of load for each row before the first round
 * @param rows the names of those wanted; empty for all
 * @param columns likewise
 * @param seed of the order of rows and of the intervals
 */
record Options(
    int rounds,
    double seconds,
    double warmUp,
    List<String> rows,
    List<String> columns,
    long seed,
    boolean list,
    boolean write) {

  static Options parse(String... arguments) {
    int rounds = 25;
    double seconds = 1;
    double warmUp = 5;
    List<String> rows = List.of();
    List<String> columns = List.of();
    long seed = 1;
    boolean list = false;
    boolean write = false;
    Iterator<String> rest = List.of(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--list" -> list = true;
        case "--write" -> write = true;
        case "--rounds" -> rounds = (int) number(option, rest, 1);
        case "--seconds" -> seconds = number(option, rest, 0.05);
        case "--warm-up" -> warmUp = number(option, rest, 0.05);
        case "--seed" -> seed = (long) number(option, rest, 0);
        case "--rows" -> rows = List.of(value(option, rest).split(",", -1));
        case "--columns" -> columns = List.of(value(option, rest).split(",", -1));
        default ->
            throw new IllegalArgumentException(
                "there is no option " + option + "; see bench/run --help");
      }
    }
    return new Options(rounds, seconds, warmUp, rows, columns, seed, list, write);
  }

  /** Those of {@code all} that were asked for, in their own order. */
  List<Column> chosenColumns(List<Column> all) {
    columns.forEach(name -> mustBe("column", name, all.stream().map(Column::name).toList()));
    return all.stream()
        .filter(column -> columns.isEmpty() || columns.contains(column.name()))
        .toList();
  }

  /** Likewise; a name that is not there today is not an error, because another machine has it. */
  List<Row> chosenRows(List<Row> all) {
    return all.stream().filter(row -> rows.isEmpty() || rows.contains(row.name())).toList();
  }

  private static void mustBe(String what, String name, List<String> there) {
    if (!there.contains(name)) {
      throw new IllegalArgumentException(
          "there is no %s %s; there are %s".formatted(what, name, String.join(", ", there)));
    }
  }

  private static String value(String option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw new IllegalArgumentException(option + " wants a value; see bench/run --help");
    }
    return rest.next();
  }

  private static double number(String option, Iterator<String> rest, double least) {
    String value = value(option, rest);
    try {
      double number = Double.parseDouble(value);
      if (number >= least) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "%s wants a number of at least %s, not %s".formatted(option, least, value));
  }
}
