package dev.switchboard.sockets;

import org.opentest4j.TestAbortedException;

/** What a test needs of the machine. Where it is missing the test is skipped, or fails in CI. */
final class Needs {

  private static final boolean NO_SKIP = Boolean.getBoolean("switchboard.noskip");

  private Needs() {}

  /** Goes on where {@code there} holds. */
  static void that(boolean there, String what) {
    if (!there && NO_SKIP) {
      throw new AssertionError("this machine has no " + what + ", and nothing may be skipped");
    }
    if (!there) {
      throw new TestAbortedException("this machine has no " + what);
    }
  }
}
