package dev.switchboard.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many descriptors this process may have open (getrlimit(2), RLIMIT_NOFILE). */
final class OpenFiles {

  private static final Path LIMITS = Path.of("/proc/self/limits");

  private OpenFiles() {}

  /** The soft limit; a very large number where the system does not say (proc(5)). */
  static int limit() {
    try {
      for (String line : Files.readAllLines(LIMITS)) {
        if (line.startsWith("Max open files")) {
          String soft = line.substring("Max open files".length()).strip().split(" +", 2)[0];
          return soft.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(soft);
        }
      }
    } catch (IOException | NumberFormatException e) {
      return Integer.MAX_VALUE;
    }
    return Integer.MAX_VALUE;
  }
}
