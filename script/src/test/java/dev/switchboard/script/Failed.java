package dev.switchboard.script;

import java.util.Objects;

/** What a report must have failed with. */
final class Failed {

  private Failed() {}

  static Failure in(Report report) {
    return Objects.requireNonNull(report.failure(), () -> "it did not fail: " + report);
  }
}
