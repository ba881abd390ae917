package dev.switchboard.bench;

import org.opentest4j.TestAbortedException;

/** What a test needs of the machine. Where it is missing the test is skipped, or fails in CI. */
final class Needs {

  private Needs() {}

  static void program(String name) {
    if (Programs.installed(name).isEmpty()) {
      missing("the program " + name + " is not installed here");
    }
  }

  static void missing(String why) {
    if (Boolean.getBoolean("switchboard.noskip")) {
      throw new AssertionError(why + ", and nothing may be skipped");
    }
    throw new TestAbortedException(why);
  }
}
