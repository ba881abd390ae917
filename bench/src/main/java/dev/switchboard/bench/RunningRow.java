package dev.switchboard.bench;

import dev.switchboard.rows.Mode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A row in a process of its own, on the first core. */
final class RunningRow implements AutoCloseable {

  private static final String FIRST_WORD = "listening ";
  private static final int START_SECONDS = 30;

  private final Row row;
  private final Process process;
  private final File errors;
  private final int port;

  private RunningRow(Row row, Process process, File errors, int port) {
    this.row = row;
    this.process = process;
    this.errors = errors;
    this.port = port;
  }

  static RunningRow start(Row row, Mode mode) throws IOException {
    return start(row, row.command(mode));
  }

  /** As it is started where its first seconds are measured. */
  static RunningRow startQuickly(Row row, Mode mode) throws IOException {
    return start(row, row.startCommand(mode));
  }

  private static RunningRow start(Row row, List<String> rowCommand) throws IOException {
    List<String> command = new ArrayList<>(Cores.server());
    command.addAll(rowCommand);
    File errors = File.createTempFile("bench-" + row.name(), ".log");
    Process process = Children.start(command, errors);
    String line = firstLine(process);
    if (line == null || !line.startsWith(FIRST_WORD)) {
      Children.end(process);
      String why = Children.said(errors);
      Files.delete(errors.toPath());
      throw new IOException(row.name() + " did not start: " + why);
    }
    return new RunningRow(
        row, process, errors, Integer.parseInt(line.substring(FIRST_WORD.length())));
  }

  private static @Nullable String firstLine(Process process) {
    BufferedReader said = process.inputReader();
    try {
      return CompletableFuture.supplyAsync(() -> read(said))
          .completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS)
          .join();
    } catch (CompletionException e) {
      return null; // its output broke, and so did it
    }
  }

  private static @Nullable String read(BufferedReader said) {
    try {
      return said.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Row row() {
    return row;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Lets it run again after {@link #stop}. */
  void go() throws IOException {
    signal("-CONT");
  }

  /** Stops it where it is, so that it takes no time from the others. */
  void stop() throws IOException {
    signal("-STOP");
  }

  private void signal(String which) throws IOException {
    if (!process.isAlive()) {
      throw new IOException(
          "%s ended with exit code %d: %s"
              .formatted(row.name(), process.exitValue(), Children.said(errors)));
    }
    Children.run(List.of("kill", which, String.valueOf(pid())));
  }

  /** Ends its standard input, which it is to end by; answers whether it did, within this time. */
  boolean endsByItself(int seconds) throws IOException, InterruptedException {
    process.getOutputStream().close();
    return process.waitFor(seconds, TimeUnit.SECONDS);
  }

  /** Has a JVM collect its garbage, so that its memory is what it needs. */
  void collectGarbage() throws IOException {
    if (row.java()) {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Children.run(List.of(jcmd.toString(), String.valueOf(pid()), "GC.run"));
    }
  }

  /** Its proportional share of memory, in KiB (proc_pid_smaps(5)). */
  long memoryKib() throws IOException {
    Path rollup = Path.of("/proc", String.valueOf(pid()), "smaps_rollup");
    return Files.readAllLines(rollup).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow(() -> new IOException(rollup + " tells no Pss"));
  }

  @Override
  public void close() {
    Children.end(process);
    if (!errors.delete()) {
      errors.deleteOnExit();
    }
  }
}
