package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The tables of docs/ends.md. */
final class EndsPage {

  private EndsPage() {}

  /** The headings of its tables. */
  static List<String> tables() throws IOException {
    return lines().stream()
        .filter(line -> line.startsWith("## "))
        .map(line -> line.substring(3))
        .toList();
  }

  /** The rows of the table under this heading, each as its cells, without the quoting. */
  static List<List<String>> rows(String heading) throws IOException {
    return lines().stream()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.startsWith("|"))
        .skip(2) // what the columns are
        .map(EndsPage::cells)
        .toList();
  }

  private static List<String> cells(String row) {
    return Arrays.stream(row.substring(1, row.length() - 1).split("\\|", -1))
        .map(cell -> cell.replace("`", "").strip())
        .toList();
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(Path.of(Home.file("docs/ends.md")));
  }
}
