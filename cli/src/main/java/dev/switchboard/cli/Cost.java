package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and those that it started have of the system (proc(5)); where there is no such
 * file system, what the JDK knows.
 *
 * @param memoryBytes resident; what two processes share counts for both
 */
record Cost(int threads, int processes, long memoryBytes, Duration cpu) {

  static Cost of(ProcessHandle process) {
    List<ProcessHandle> all = Stream.concat(Stream.of(process), process.descendants()).toList();
    int threads = 0;
    long memory = 0;
    Duration cpu = Duration.ZERO;
    for (ProcessHandle each : all) {
      threads += (int) status(each, "Threads");
      memory += status(each, "VmRSS") << 10;
      cpu = cpu.plus(each.info().totalCpuDuration().orElse(Duration.ZERO));
    }
    return new Cost(threads, all.size(), memory, cpu);
  }

  /** The more of each. */
  Cost most(Cost other) {
    return new Cost(
        Math.max(threads, other.threads),
        Math.max(processes, other.processes),
        Math.max(memoryBytes, other.memoryBytes),
        cpu.compareTo(other.cpu) > 0 ? cpu : other.cpu);
  }

  private static long status(ProcessHandle process, String field) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      return lines
          .filter(line -> line.startsWith(field + ":"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException | RuntimeException e) {
      return 0; // it has ended meanwhile, or this is no Linux
    }
  }
}
