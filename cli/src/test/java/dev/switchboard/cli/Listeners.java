package dev.switchboard.cli;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether somebody listens, asked of the kernel: who connects to find out is taken for the client.
 */
final class Listeners {

  private Listeners() {}

  /** A port that was free a moment ago, for programs that cannot be asked which one they took. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  static void awaitTcp(int port) {
    String wanted = ":%04X ".formatted(port);
    awaitLine("tcp", line -> line.contains(wanted + "00000000:0000 0A"));
  }

  static void awaitUdp(int port) {
    String wanted = ":%04X ".formatted(port);
    awaitLine("udp", line -> line.contains(wanted + "00000000:0000 07"));
  }

  /** The flag is SO_ACCEPTCON: listen has been called. */
  static void awaitUnix(Path path) {
    awaitLine("unix", line -> line.contains(" 00010000 ") && line.endsWith(" " + path));
  }

  private static void awaitLine(String kind, java.util.function.Predicate<String> wanted) {
    Path table = Path.of("/proc/net/" + kind);
    Needs.that(Files.exists(table), "there is no " + table);
    await("somebody who listens over " + kind.toUpperCase(Locale.ROOT))
        .atMost(Child.PATIENCE)
        .until(() -> {
          try (Stream<String> lines = Files.lines(table)) {
            return lines.anyMatch(wanted);
          }
        });
  }
}
