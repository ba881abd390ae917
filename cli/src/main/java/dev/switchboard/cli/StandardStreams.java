package dev.switchboard.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Standard input and output as bytes, with the failures that {@link java.io.PrintStream} hides, and
 * which of them is a terminal.
 */
record StandardStreams(
    InputStream in, OutputStream out, boolean inIsTerminal, boolean outIsTerminal) {

  static StandardStreams ofProcess() {
    return new StandardStreams(
        isClosed(0) ? InputStream.nullInputStream() : new FileInputStream(FileDescriptor.in),
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
    return name(descriptor)
        .map(name -> name.matches("/dev/(pts/\\d+|tty.*|console)"))
        .orElseGet(StandardStreams::hasConsole);
  }

  /**
   * Where a program is started without standard input, the first file that the JVM opens gets its
   * number, and would be read and sent to the peer.
   */
  private static boolean isClosed(int descriptor) {
    return name(descriptor)
        .filter(name -> name.startsWith(System.getProperty("java.home")))
        .isPresent();
  }

  /** The open file of this number, where there is /proc. */
  private static Optional<String> name(int descriptor) {
    try {
      return Optional.of(Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // the JDK's own console still is, without a terminal
  private static boolean hasConsole() {
    java.io.Console console = System.console();
    return console != null && console.isTerminal();
  }
}
