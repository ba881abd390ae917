package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The real thing: a process that may open few files. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#models")
record ExhaustedDescriptorsTest(Way way) {

  private static final int OPEN_FILES = 200;

  /** Where this class was loaded from: a folder or a jar. */
  private static String home(Class<?> type) {
    String name = "/" + type.getName().replace('.', '/') + ".class";
    String found = Objects.requireNonNull(type.getResource(name)).toString();
    String root = found.substring(0, found.length() - name.length());
    String file =
        root.startsWith("jar:") ? root.substring("jar:".length(), root.length() - 1) : root;
    return Path.of(URI.create(file)).toString();
  }

  /** On the class path a folder names those who provide models and transports. */
  private static Stream<String> providers() {
    return Stream.of(System.getProperty("java.class.path").split(":", -1))
        .filter(entry -> Files.isDirectory(Path.of(entry, "META-INF", "services")));
  }

  private Process start() throws IOException {
    String classes =
        Stream.concat(
                Stream.of(
                        ExhaustedServer.class, Server.class, Framing.class, way.model().getClass())
                    .map(ExhaustedDescriptorsTest::home),
                providers())
            .distinct()
            .collect(Collectors.joining(":"));
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -n " + OPEN_FILES + " && exec \"$@\"",
            "sh",
            java,
            "-Xshare:auto",
            "-XX:-MaxFDLimit",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes,
            ExhaustedServer.class.getName(),
            way.model().name(),
            String.valueOf(way.workersFor(4)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String await(BufferedReader said, String start) throws IOException {
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(start)) {
        return line.substring(start.length());
      }
    }
    throw new AssertionError("the server ended without a word of '" + start + "'");
  }

  @Test
  void aServerWithoutDescriptorsServesOnAndTakesMoreWhenItHasSomeAgain() throws Exception {
    Process process = start();
    try (BufferedReader said = process.inputReader(UTF_8)) {
      Endpoint endpoint = Endpoint.parse(await(said, "serving: "));
      try (Client first = Client.connect(endpoint, Framing.line())) {
        isServed(first);
        say(process, 'f');
        assertThat(await(said, "filled: ")).isEqualTo("true");
        // A class that was just being loaded may have given a descriptor back: two may yet get one.
        try (Client lucky = Client.connect(endpoint, Framing.line());
            Client alsoLucky = Client.connect(endpoint, Framing.line());
            Client second = Client.connect(endpoint, Framing.line())) {
          assertThat(List.of(lucky.local(), alsoLucky.local())).doesNotContain(second.local());
          assertThat(await(said, "failed: ")).isEqualTo("too many open files");
          assertThat(await(said, "failed: ")).isEqualTo("too many open files");
          isServed(first);
          say(process, 'r');
          isServed(second); // it waited in the accept queue
          isServed(first);
        }
      }
      assertThat(process.isAlive()).isTrue();
      process.getOutputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static void say(Process process, char command) throws IOException {
    process.getOutputStream().write(command);
    process.getOutputStream().flush();
  }

  private static void isServed(Client client) throws IOException {
    client.send("hello");
    assertThat(client.receive()).isEqualTo("HELLO");
  }
}
