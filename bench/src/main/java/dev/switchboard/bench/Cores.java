package dev.switchboard.bench;

import java.util.List;

/** Servers run on the first core, the generator on the second; on one core there is no choice. */
final class Cores {

  private static final boolean PINNED =
      measuring()
          && Runtime.getRuntime().availableProcessors() > 1
          && Programs.installed("taskset").isPresent();

  private Cores() {}

  /** False in a test, whose servers may have all cores. */
  static boolean measuring() {
    return !Boolean.getBoolean("switchboard.bench.unpinned");
  }

  static List<String> server() {
    return on("0");
  }

  static List<String> generator() {
    return on("1");
  }

  private static List<String> on(String core) {
    return PINNED ? List.of("taskset", "-c", core) : List.of();
  }

  /** For people. */
  static String shown() {
    return PINNED
        ? "servers on core 0, the generator on core 1"
        : "nothing is pinned (one core, or no taskset): the figures are worth little";
  }
}
