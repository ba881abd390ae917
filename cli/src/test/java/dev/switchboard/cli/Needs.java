package dev.switchboard.cli;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a test needs of the machine. Where that is missing the test is skipped and says why; where
 * nothing may be skipped, as in CI, it fails.
 */
final class Needs {

  private Needs() {}

  /** The full path of a program; the system's own folders first, because wrappers are slow. */
  static String program(String name) {
    return find(name).orElseGet(() -> missing("the program " + name + " is not installed here"));
  }

  /** Skips the test, or fails it, unless the machine is as it must be. */
  static void that(boolean holds, String whyNot) {
    if (!holds) {
      missing(whyNot);
    }
  }

  private static Optional<String> find(String name) {
    List<String> folders =
        List.of(
            ("/usr/bin:/bin:" + System.getenv("PATH"))
                .split(Pattern.quote(File.pathSeparator), -1));
    return folders.stream()
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  private static String missing(String why) {
    return Boolean.getBoolean("switchboard.noskip") ? fail(why) : abort(why);
  }
}
