package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.Signals;

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

  @SuppressWarnings("SystemConsoleNull") // the JDK's own console still is, without a terminal
  static void listen(Runnable pressed, Console console) {
    java.io.Console terminal = System.console();
    if (terminal != null && terminal.isTerminal() && isInForeground()) {
      // Reaching the terminal takes some 200 ms the first time: clients are answered meanwhile.
      Thread.ofPlatform().name("switchboard-keys").daemon().start(() -> read(pressed, console));
    }
  }

  private static void read(Runnable pressed, Console console) {
    try {
      // Keys are all that we want of it: which terminal it is (TERM) is of no importance.
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .type("ansi")
              .dumb(false)
              .nativeSignals(false)
              .build();
      Attributes keyByKey = keyByKey(terminal.getAttributes());
      terminal.setAttributes(keyByKey); // JLine undoes it at the end
      Signals.register("CONT", () -> backAgain(terminal, keyByKey));
      console.say("Esc stops it.");
      NonBlockingReader keys = terminal.reader();
      for (int key = NonBlockingReader.READ_EXPIRED;
          key != NonBlockingReader.EOF;
          key = keys.read(WAIT_MILLIS)) {
        if (key == ESC && !isSequence(keys)) {
          pressed.run();
        }
      }
    } catch (IOException | IllegalStateException e) {
      console.say("The keyboard cannot be read (" + e.getMessage() + "); Ctrl-C stops it.");
    }
  }

  /** Ctrl-Z and fg: the shell has set the terminal to its own liking meanwhile. */
  private static void backAgain(Terminal terminal, Attributes keyByKey) {
    if (isInForeground()) {
      terminal.setAttributes(keyByKey);
    }
  }

  /**
   * Keys come one by one and unseen (termios(3)), and Ctrl-C and Ctrl-Z stay the signals they are.
   */
  private static Attributes keyByKey(Attributes usual) {
    Attributes attributes = new Attributes(usual);
    attributes.setLocalFlag(Attributes.LocalFlag.ICANON, false);
    attributes.setLocalFlag(Attributes.LocalFlag.ECHO, false);
    attributes.setControlChar(Attributes.ControlChar.VMIN, 1);
    attributes.setControlChar(Attributes.ControlChar.VTIME, 0);
    return attributes;
  }

  /** Whether more follows at once; if so, it is taken away, up to the next Esc. */
  private static boolean isSequence(NonBlockingReader keys) throws IOException {
    int next = keys.peek(SEQUENCE_MILLIS);
    if (next < 0 || next == ESC) {
      return false;
    }
    while (next >= 0 && next != ESC) {
      keys.read();
      next = keys.peek(SEQUENCE_MILLIS);
    }
    return true;
  }

  /** Compares our process group with the terminal's foreground one (proc_pid_stat(5): 5 and 8). */
  private static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[2].equals(fields[5]);
    } catch (IOException e) {
      return true; // not Linux
    }
  }
}
