package dev.switchboard.processes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The command that starts a process of ours: the same JVM with the same classes, set up to be small
 * and to start fast rather than to run long.
 */
final class JavaCommand {

  /** More options for these JVMs, with spaces between them: {@code -Xmx64m}, say. */
  static final String OPTIONS = "switchboard.processes.options";

  private static final String MAIN = ChildMain.class.getName();

  private JavaCommand() {}

  /** The executable. */
  static String file() {
    return System.getProperty("java.home") + "/bin/java";
  }

  /**
   * Its words.
   *
   * @param module of the service; empty on the class path
   */
  static List<String> words(String module) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "switchboard-child",
                "-XX:+UseSerialGC", // the smallest and the fastest to start
                "-XX:TieredStopAtLevel=1", // it does not live long enough for the second compiler
                "-XX:-UsePerfData",
                "-Xms8m",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr"));
    String modules = System.getProperty("jdk.module.path", "");
    String classes = System.getProperty("java.class.path", "");
    Module own = JavaCommand.class.getModule();
    if (!modules.isEmpty()) {
      words.add("--module-path=" + modules);
    }
    if (!classes.isEmpty()) {
      words.addAll(List.of("--class-path", classes));
    }
    String more = System.getProperty(OPTIONS, "").strip();
    if (!more.isEmpty()) {
      words.addAll(Arrays.asList(more.split("\\s+")));
    }
    if (!own.isNamed()) {
      words.addAll(List.of("--enable-native-access=ALL-UNNAMED", MAIN));
      return words;
    }
    words.add("--enable-native-access=" + own.getName());
    if (!module.isEmpty() && !Set.of(own.getName(), "java.base").contains(module)) {
      words.add("--add-modules=" + module);
    }
    words.addAll(List.of("--module", own.getName() + "/" + MAIN));
    return words;
  }
}
