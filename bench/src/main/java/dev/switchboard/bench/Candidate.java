package dev.switchboard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured: a process on the first core, stopped while another one is measured.
 * The generator runs on the second core.
 */
final class Candidate implements AutoCloseable {

  private static final String SERVER_CORE = "0";
  private static final String GENERATOR_CORE = "1";

  private final String name;
  private final String generator;
  private final Process process;
  private final String port;

  private Candidate(String name, String generator, Process process, String port) {
    this.name = name;
    this.generator = generator;
    this.process = process;
    this.port = port;
  }

  /** Starts {@link EchoServer} under the Java that runs this, with the modules that run this. */
  static Candidate start(String name, String framing, String generator) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("taskset", "-c", SERVER_CORE));
    command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "-XX:+UseSerialGC"));
    command.addAll(List.of("--module-path", System.getProperty("jdk.module.path", "")));
    command.addAll(List.of("--module", "dev.switchboard.bench/dev.switchboard.bench.EchoServer"));
    command.addAll(List.of(name, framing));
    Process process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    BufferedReader said = process.inputReader();
    String port = said.readLine();
    if (port == null) {
      throw new IOException("the server " + name + " ended before it said its port");
    }
    return new Candidate(name, generator, process, port);
  }

  /** Loads it, counts for {@code seconds} after {@code warmUp} seconds, and stops it again. */
  Sample measure(Load load, double seconds, double warmUp) throws IOException {
    signal("-CONT");
    String line =
        output(
            "taskset",
            "-c",
            GENERATOR_CORE,
            generator,
            "127.0.0.1",
            port,
            String.valueOf(load.connections()),
            String.valueOf(seconds),
            String.valueOf(load.bytes()),
            load.framing(),
            String.valueOf(load.depth()),
            String.valueOf(warmUp),
            String.valueOf(process.pid()));
    signal("-STOP");
    return Sample.parse(line);
  }

  private void signal(String which) throws IOException {
    output("kill", which, String.valueOf(process.pid()));
  }

  private String output(String... command) throws IOException {
    Process running = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    String output = new String(running.getInputStream().readAllBytes(), US_ASCII);
    try {
      int code = running.waitFor();
      if (code != 0) {
        throw new IOException(
            "%s ended with exit code %d while %s was measured".formatted(command[0], code, name));
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted while " + name + " was measured", e);
    }
    return output;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
