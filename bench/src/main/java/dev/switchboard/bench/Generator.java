package dev.switchboard.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The program that loads a server and checks what comes back. */
record Generator(Path program) {

  /** Runs {@code load}, {@code churn} or another of its words against a row, to the end. */
  Result run(String what, RunningRow row, List<String> options, String... more) throws IOException {
    List<String> command = command(what, row);
    command.addAll(options);
    command.addAll(Arrays.asList(more));
    return Result.parse(Children.run(command));
  }

  /** The time from exec of this command to its first echoed byte; nothing is pinned. */
  Result first(List<String> command) throws IOException {
    List<String> whole = new ArrayList<>(List.of(program.toString(), "first"));
    whole.addAll(command);
    return Result.parse(Children.run(whole));
  }

  /** Does something while connections are open and silent. */
  <T> T whileIdle(RunningRow row, List<String> options, WhileIdle<T> then) throws IOException {
    List<String> command = command("idle", row);
    command.addAll(options);
    File errors = File.createTempFile("bench-idle", ".log");
    Process process = Children.start(command, errors);
    try (BufferedReader said = process.inputReader()) {
      if (said.readLine() == null) {
        process.onExit().join();
        throw new IOException(Children.said(errors));
      }
      return then.run();
    } finally {
      Children.end(process);
      Files.delete(errors.toPath());
    }
  }

  /** What is done meanwhile. */
  interface WhileIdle<T> {
    T run() throws IOException;
  }

  private List<String> command(String what, RunningRow row) {
    List<String> command = new ArrayList<>(Cores.generator());
    command.addAll(List.of(program.toString(), what));
    command.addAll(List.of("port=" + row.port(), "pid=" + row.pid()));
    return command;
  }
}
