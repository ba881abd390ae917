package dev.switchboard.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Standard input and output as bytes, with the failures that {@link java.io.PrintStream} hides, and
 * which of them is a terminal.
 */
record StandardStreams(
    InputStream in, OutputStream out, boolean inIsTerminal, boolean outIsTerminal) {

  static StandardStreams ofProcess() {
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        isTerminal(0),
        isTerminal(1));
  }

  /**
   * Whether a person can be spoken with on it: with keys, and with a cursor that moves. Elsewhere
   * the kernel's own line editing has to do.
   */
  boolean canEdit() {
    String kind = System.getenv("TERM");
    return inIsTerminal && outIsTerminal && kind != null && !kind.equals("dumb");
  }

  /** isatty(3) by the name of the file, for asking the terminal itself takes long. */
  private static boolean isTerminal(int descriptor) {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return name.matches("/dev/(pts/\\d+|tty.*|console)");
    } catch (IOException e) {
      java.io.Console console = System.console();
      return console != null && console.isTerminal(); // no /proc: not Linux
    }
  }
}
