package dev.switchboard.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams, which only this module knows. Whole lines, from any thread.
 *
 * @param bytes standard output for bytes as they are: a write to it fails with the system's reason,
 *     which a PrintStream keeps to itself
 */
record Console(PrintStream out, PrintStream err, OutputStream bytes) {

  Console(PrintStream out, PrintStream err) {
    this(out, err, out);
  }

  /** A product of the command. */
  void print(String line) {
    out.println(line);
  }

  /** What is said about it. */
  void say(String line) {
    err.println(line);
  }

  PrintWriter outWriter() {
    return new PrintWriter(out, true, StandardCharsets.UTF_8);
  }

  PrintWriter errWriter() {
    return new PrintWriter(err, true, StandardCharsets.UTF_8);
  }
}
