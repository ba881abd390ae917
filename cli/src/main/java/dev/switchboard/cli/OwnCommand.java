package dev.switchboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The words that start this command once more, with the Java, options and modules of this one. */
final class OwnCommand {

  private static final String MAIN = "dev.switchboard.cli/dev.switchboard.cli.Main";

  private OwnCommand() {}

  static List<String> with(String... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    command.add("--module");
    command.add(MAIN);
    command.addAll(List.of(words));
    return command;
  }

  /** As this process has them, where the system tells; else those without which it does not run. */
  private static List<String> options() {
    List<String> own =
        ProcessHandle.current().info().arguments().map(Arrays::asList).orElse(List.of());
    int end = own.indexOf(MAIN);
    if (end > 0) {
      return own.subList(0, own.get(end - 1).matches("-m|--module") ? end - 1 : end);
    }
    return List.of("--module-path", System.getProperty("jdk.module.path", ""));
  }
}
