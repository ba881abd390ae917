package dev.switchboard.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.rows.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row that can run here does what it is measured for, under a small load whose every byte is
 * checked, and is gone afterwards.
 */
@Execution(ExecutionMode.CONCURRENT)
class EveryRowTest {

  private static final List<String> SHORT = List.of("messages=500", "seconds=20", "warm-up=0");

  /** All that are expected somewhere, so that one that is missing here is said. */
  private static final List<String> NAMES =
      List.of(
          "select",
          "virtual",
          "threads",
          Rows.C_EPOLL,
          Rows.C_URING,
          Rows.C_MMSG,
          "netty-io_uring",
          "netty-epoll",
          "netty-nio",
          "vertx",
          "java-virtual",
          "java-threads",
          "go",
          "node",
          "asyncio");

  private static final Rows ROWS = new Rows(Built.PROGRAMS);

  static Stream<Arguments> rowsAndModes() {
    return NAMES.stream()
        .flatMap(name ->
            Stream.of(Mode.ECHO, Mode.LINE, Mode.UDP)
                .filter(mode -> has(name, mode))
                .map(mode -> Arguments.of(name, mode)));
  }

  private static boolean has(String name, Mode mode) {
    return ROWS.all().stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .map(row -> row.modes().contains(mode))
        .orElse(true); // it is asked for, and then skipped with the reason
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("rowsAndModes")
  void servesAndEnds(String name, Mode mode) throws Exception {
    Generator generator = Built.generator();
    try (RunningRow row = start(name, mode)) {
      switch (mode) {
        case ECHO, BULK -> {
          generator.run("load", row, SHORT, "connections=7", "bytes=1000", "depth=5");
          generator.run(
              "load", row, SHORT, "connections=2", "bytes=200000", "depth=2", "messages=20");
          generator.run("churn", row, SHORT, "connections=3", "messages=20");
        }
        case LINE -> {
          generator.run(
              "load", row, SHORT, "connections=7", "bytes=77", "depth=30", "framing=upper");
          holdsTheBeginningOfALine(row.port());
        }
        case UDP ->
            generator.run("load", row, SHORT, "connections=5", "depth=2", "framing=datagram");
      }
      assertThat(row.endsByItself(20)).as("ends with its standard input").isTrue();
    }
  }

  private static RunningRow start(String name, Mode mode) throws IOException {
    Row row =
        ROWS.all().stream()
            .filter(it -> it.name().equals(name))
            .findFirst()
            .orElseGet(() -> {
              Needs.missing(
                  ROWS.leftOut().stream()
                      .filter(sentence -> sentence.startsWith(name + " "))
                      .findFirst()
                      .orElse(name + " is not there"));
              throw new AssertionError("Needs ends this test");
            });
    try {
      return RunningRow.start(row, mode);
    } catch (IOException e) {
      if (name.contains("io_uring")) { // barred by the kernel, a sysctl or a container
        Needs.missing(String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static void holdsTheBeginningOfALine(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      InputStream in = socket.getInputStream();
      out.write("ab\nc".getBytes(US_ASCII));
      assertThat(in.readNBytes(3)).asString(US_ASCII).isEqualTo("AB\n");
      out.write("d".getBytes(US_ASCII));
      out.write("\nef\ngh".getBytes(US_ASCII));
      assertThat(in.readNBytes(6)).asString(US_ASCII).isEqualTo("CD\nEF\n");
      out.write("\n".getBytes(US_ASCII));
      assertThat(in.readNBytes(3)).asString(US_ASCII).isEqualTo("GH\n");
      socket.shutdownOutput();
      assertThat(in.readAllBytes()).isEmpty();
    }
  }
}
