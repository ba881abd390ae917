package dev.switchboard.examples;

import dev.switchboard.endpoint.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** An example in a JVM of its own, as a reader would start it, on a port that the system chose. */
final class Program implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Program(Process process) {
    this.process = process;
    this.output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
  }

  static Program start(Class<?> example, int port) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dport=" + port,
                "--class-path",
                classPath(),
                example.getName())
            .redirectErrorStream(true)
            .start();
    return new Program(process);
  }

  /** The examples and all that they need, wherever this test found them. */
  private static String classPath() {
    return ModuleLayer.boot().configuration().modules().stream()
        .flatMap(module -> module.reference().location().stream())
        .filter(location -> location.getScheme().equals("file"))
        .map(location -> java.nio.file.Path.of(location).toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /** What it says in its first line after {@code serving on}. */
  Endpoint endpoint() throws IOException {
    String line = line();
    if (!line.startsWith("serving on ")) {
      throw new IOException("instead of an endpoint: " + line);
    }
    return Endpoint.parse(line.substring("serving on ".length()));
  }

  /** Its next line. */
  String line() throws IOException {
    String line = output.readLine();
    return line == null ? "(its output has ended)" : line;
  }

  /** Waits for its own end. */
  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
