package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that a test started. It does not outlive the test, and no wait for it is endless. */
final class Child implements AutoCloseable {

  /** Far longer than anything takes, also on a machine that is busy. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final List<String> command;
  private final Process process;
  private final Heard out;
  private final Heard err;

  private Child(List<String> command, Process process) {
    this.command = command;
    this.process = process;
    this.out = new Heard(process.getInputStream());
    this.err = new Heard(process.getErrorStream());
  }

  static Child start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(Home.path().toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new Child(List.copyOf(command), builder.start());
  }

  static Child start(String... command) throws IOException {
    return start(List.of(command));
  }

  /** Runs a program to its end, with this as its standard input. */
  static Finished run(List<String> command, byte... input) throws Exception {
    try (Child child = start(command)) {
      child.send(input);
      child.endInput();
      return child.await();
    }
  }

  /** How a process ended, and all that it printed. */
  record Finished(List<String> command, int code, String out, String err) {}

  Heard out() {
    return out;
  }

  Heard err() {
    return err;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  void send(byte... input) throws IOException {
    OutputStream to = process.getOutputStream();
    try {
      to.write(input);
      to.flush();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
      // It ended without reading all: how it ended says more.
    }
  }

  void send(String input) throws IOException {
    send(input.getBytes(UTF_8));
  }

  void endInput() throws IOException {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      if (process.isAlive()) {
        throw e;
      }
    }
  }

  /** Sends a signal by its name, say {@code TERM}. */
  void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits for its end. */
  Finished await() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError(this + " does not end; it said:\n" + out.text() + err.text());
    }
    return new Finished(command, process.exitValue(), out.awaitEnd(), err.awaitEnd());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return Path.of(command.getFirst()).getFileName() + " (" + process.pid() + ")";
  }
}
