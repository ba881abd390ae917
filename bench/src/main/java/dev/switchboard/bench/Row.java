package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A server that is measured: a program that is started with a mode, prints {@code listening PORT},
 * serves on 127.0.0.1 and ends when its standard input does.
 *
 * @param name on the command line and in tables
 * @param what for people
 * @param modes those that it has; with none it is a whole command, whose start alone is measured
 * @param command all of it but the mode
 * @param quickStart what more stands in the command where the start is measured, behind its first
 *     word: for our rows an AOT cache, as the launcher has one
 * @param java whether it is a JVM, which can be asked to collect its garbage
 */
record Row(
    String name,
    String what,
    Set<Mode> modes,
    List<String> command,
    List<String> quickStart,
    boolean java) {

  static final Set<Mode> STREAMS = Set.of(Mode.ECHO, Mode.BULK, Mode.LINE);
  static final Set<Mode> ALL = Set.of(Mode.values());

  List<String> command(Mode mode) {
    List<String> whole = new ArrayList<>(command);
    if (!modes.isEmpty()) {
      whole.add(mode.word());
    }
    return whole;
  }

  /** The command where its start or its first seconds are measured. */
  List<String> startCommand(Mode mode) {
    List<String> whole = command(mode);
    whole.addAll(1, quickStart);
    return whole;
  }
}
