package dev.switchboard.cli;

/** The exit codes of every verb. */
final class ExitCode {

  /** Fine. */
  static final int FINE = 0;

  /** The network or the system said no, or something was found. */
  static final int FAILED = 1;

  /** The command line cannot be meant like this. */
  static final int USAGE = 2;

  /** A program that is needed could not be started. */
  static final int NOT_STARTED = 3;

  private ExitCode() {}
}
