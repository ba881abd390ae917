package dev.switchboard.load;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.switchboard.model.Availability;
import dev.switchboard.model.ServerModel;

/** What a test needs of the machine. Where it is missing the test is skipped, or fails in CI. */
final class Needs {

  private Needs() {}

  /** Goes on where there is io_uring; else the reason names what bars it. */
  static void aRing() {
    if (ServerModel.named("ring").availability() instanceof Availability.No(String reason)) {
      if (Boolean.getBoolean("switchboard.noskip")) {
        fail(reason);
      }
      abort(reason);
    }
  }
}
