package dev.switchboard.processes;

/** Signals that are sent here (signal(7)); their numbers are the same on every machine we know. */
final class Signal {

  static final int KILL = 9;
  static final int TERM = 15;

  private Signal() {}
}
