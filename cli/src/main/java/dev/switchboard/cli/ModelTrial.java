package dev.switchboard.cli;

import dev.switchboard.load.Crowd;
import java.time.Duration;
import java.util.Locale;

/**
 * What came of one server model.
 *
 * @param most of threads, processes and memory that were seen at one time
 * @param cpu what serving these clients took, without the start
 */
record ModelTrial(String model, Crowd.Met met, Cost most, Duration cpu) {

  static final String HEADING =
      "%-10s %21s  %21s  %8s  %9s  %8s  %7s%n%-10s %10s %10s  %10s %10s"
          .formatted(
              "",
              "until the 1st answer",
              "a later answer",
              "threads",
              "processes",
              "memory",
              "CPU",
              "model",
              "median",
              "longest",
              "median",
              "longest");

  String row() {
    return "%-10s %10s %10s  %10s %10s  %8s  %9s  %8s  %7s%s"
        .formatted(
            model,
            shown(met.first().percentile(50)),
            shown(met.first().max()),
            shown(met.others().percentile(50)),
            shown(met.others().max()),
            most.threads(),
            most.processes(),
            (most.memoryBytes() >> 20) + " MiB",
            shown(cpu),
            met.unserved() == 0 ? "" : "  " + met.unserved() + " not served");
  }

  static String shown(Duration time) {
    double micros = time.toNanos() / 1e3;
    if (micros < 999.5) {
      return String.format(Locale.ROOT, "%.0f µs", micros);
    }
    return micros < 999_500
        ? String.format(Locale.ROOT, "%.1f ms", micros / 1e3)
        : String.format(Locale.ROOT, "%.2f s", micros / 1e6);
  }
}
