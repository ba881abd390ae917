package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/**
 * What the command says to arguments with which it ends by itself, run inside the test: as the real
 * one, but for the start of a JVM.
 */
record Said(int code, String out, String err) {

  static Said to(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    int code = Main.commandLine(console).execute(arguments);
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
