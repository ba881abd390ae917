package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * Listens for the Esc key, where there is a terminal and this program has it in the foreground. A
 * program in the background that reads the terminal would be stopped by the kernel (SIGTTIN).
 */
final class EscKey {

  private static final int ESC = 27;

  /** Arrow keys and the like begin with Esc too; the rest of theirs follows at once. */
  private static final long SEQUENCE_MILLIS = 60;

  /**
   * How long one read lasts; the number is of no importance, but there must be one: a read without
   * it holds a lock that JLine wants when the JVM ends.
   */
  private static final long WAIT_MILLIS = 3_600_000;

  private EscKey() {}

  static void listen(Runnable pressed, Console console) {
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal() && isInForeground()) {
      // Reaching the terminal takes some 200 ms the first time: clients are answered meanwhile.
      Thread.ofPlatform().name("switchboard-keys").daemon().start(() -> read(pressed, console));
    }
  }

  private static void read(Runnable pressed, Console console) {
    try {
      Terminal terminal = TerminalBuilder.builder().system(true).nativeSignals(false).build();
      terminal.enterRawMode(); // JLine restores the terminal when the JVM ends
      console.say("Esc stops it.");
      NonBlockingReader keys = terminal.reader();
      for (int key = NonBlockingReader.READ_EXPIRED; key != NonBlockingReader.EOF; key = keys.read(WAIT_MILLIS)) {
        if (key == ESC && !isSequence(keys)) {
          pressed.run();
        }
      }
    } catch (IOException | IllegalStateException e) {
      console.say("The keyboard cannot be read (" + e.getMessage() + "); Ctrl-C stops it.");
    }
  }

  /** Whether more follows at once; if so, it is taken away. */
  private static boolean isSequence(NonBlockingReader keys) throws IOException {
    boolean sequence = false;
    while (keys.peek(SEQUENCE_MILLIS) >= 0) {
      sequence = true;
      if (keys.read() == ESC) {
        break;
      }
    }
    return sequence;
  }

  /** Compares our process group with the terminal's foreground one (proc_pid_stat(5): 5 and 8). */
  private static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return fields[2].equals(fields[5]);
    } catch (IOException e) {
      return true; // not Linux
    }
  }
}
