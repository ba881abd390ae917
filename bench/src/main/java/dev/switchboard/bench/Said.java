package dev.switchboard.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What is said while it is measured, and kept for the report: who was left out, and why. */
final class Said {

  private final PrintStream out;
  private final List<String> problems = new ArrayList<>();

  Said(PrintStream out) {
    this.out = out;
  }

  void progress(Column column, int round, int rounds) {
    out.println("%s, round %d of %d".formatted(column.name(), round, rounds));
  }

  void problem(String sentence) {
    problems.add(sentence);
    out.println("bench: " + sentence);
  }

  List<String> problems() {
    return problems;
  }
}
