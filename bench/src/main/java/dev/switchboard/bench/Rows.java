package dev.switchboard.bench;

import dev.switchboard.model.ServerModel;
import dev.switchboard.rows.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** All rows that can run here, and a sentence for each that cannot. */
final class Rows {

  static final String C_EPOLL = "c-epoll";
  static final String C_URING = "c-io_uring";
  static final String C_MMSG = "c-mmsg";
  static final List<String> NETTY = List.of("netty-nio", "netty-epoll", "netty-io_uring");

  /** Those under which a connection does not wait for another; processes are no rival of loops. */
  private static final List<String> OURS = List.of("ring", "select", "virtual", "threads");

  private final List<Row> rows = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Programs programs;

  Rows(Programs programs) {
    this.programs = programs;
    OURS.forEach(this::ours);
    bareRing();
    c(C_EPOLL, "C, epoll", "echo-epoll", Row.STREAMS);
    c(C_URING, "C, io_uring", "echo-uring", Row.STREAMS);
    c(C_MMSG, "C, recvmmsg and sendmmsg", "echo-mmsg", Set.of(Mode.UDP));
    rival("netty-io_uring", "Netty, io_uring");
    rival("netty-epoll", "Netty, epoll");
    rival("netty-nio", "Netty, NIO");
    rival("vertx", "Vert.x, native transport");
    rival("java-virtual", "java.net, virtual threads");
    rival("java-threads", "java.net, platform threads");
    go();
    script("node", "Node", "node", "node/echo.js");
    script("asyncio", "Python, asyncio", "python3", "python/echo.py");
  }

  List<Row> all() {
    return rows;
  }

  /** Sentences. */
  List<String> leftOut() {
    return leftOut;
  }

  /** The command itself under these of our models: only its start is measured. */
  static List<Row> commands(Path home, List<Row> ours) {
    String launcher = home.resolve("switchboard").toString();
    return ours.stream()
        .filter(row -> OURS.contains(row.name()))
        .map(row ->
            new Row(
                "serve-" + row.name(),
                "./switchboard serve echo --model " + row.name(),
                Set.of(),
                List.of(launcher, "serve", "echo", "tcp://127.0.0.1:0", "--model", row.name()),
                List.of(),
                true))
        .toList();
  }

  static boolean isOurs(Row row) {
    return OURS.contains(row.name());
  }

  private void ours(String model) {
    try {
      ServerModel.named(model);
    } catch (IllegalArgumentException e) {
      leftOut.add(model + " is left out: " + e.getMessage() + ".");
      return;
    }
    rows.add(
        new Row(model, "Switchboard, " + model, Row.ALL, JavaCommand.ours(model), List.of(), true));
  }

  /** What the session, the limits and the events cost is the difference to this. */
  private void bareRing() {
    if (rows.stream().anyMatch(row -> row.name().equals("ring"))) {
      rows.add(
          new Row(
              "bare-ring",
              "the same ring by hand, without a session",
              Set.of(Mode.ECHO, Mode.BULK),
              JavaCommand.ours("bare-ring"),
              List.of(),
              true));
    }
  }

  private void rival(String name, String what) {
    rows.add(new Row(name, what, Row.ALL, JavaCommand.rival(name), List.of(), true));
  }

  private void c(String name, String what, String program, Set<Mode> modes) {
    if (needs(name, "gcc")) {
      made(name, what, modes, () -> programs.server(program));
    }
  }

  private void go() {
    if (needs("go", "go")) {
      made("go", "Go", Row.ALL, programs::go);
    }
  }

  private void script(String name, String what, String interpreter, String file) {
    if (needs(name, interpreter)) {
      String path = Programs.installed(interpreter).orElse(interpreter);
      List<String> command = List.of(path, programs.sources().resolve(file).toString());
      rows.add(new Row(name, what, Row.ALL, command, List.of(), false));
    }
  }

  private interface Made {
    Path program() throws IOException;
  }

  private void made(String name, String what, Set<Mode> modes, Made made) {
    try {
      List<String> command = List.of(made.program().toString());
      rows.add(new Row(name, what, modes, command, List.of(), false));
    } catch (IOException e) {
      leftOut.add(name + " is left out: it cannot be compiled: " + e.getMessage());
    }
  }

  private boolean needs(String row, String program) {
    boolean there = Programs.installed(program).isPresent();
    if (!there) {
      leftOut.add(row + " is left out: " + program + " is not installed here.");
    }
    return there;
  }
}
