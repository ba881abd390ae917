package dev.switchboard.bench;

import static dev.switchboard.bench.Column.Kind.CHURN;
import static dev.switchboard.bench.Column.Kind.CLOSED_LOOP;
import static dev.switchboard.bench.Column.Kind.FIRST_BYTE;
import static dev.switchboard.bench.Column.Kind.FIXED_RATE;
import static dev.switchboard.bench.Column.Kind.IDLE;
import static dev.switchboard.bench.Column.Kind.WARM_UP;

import dev.switchboard.rows.Mode;
import java.util.List;

/** All columns. */
final class Columns {

  static final int IDLE_CONNECTIONS = 10_000;

  /** The one whose rate, of C with epoll, sets the fixed rate. */
  static final Column ECHO_64 =
      closedLoop("echo-64", "64 B echo, 64 connections", Mode.ECHO, 64, 64);

  private static final List<Measure> LOADED =
      List.of(Measure.RATE, Measure.USER, Measure.SYSTEM, Measure.GENERATOR);

  private Columns() {}

  static List<Column> all() {
    return List.of(
        closedLoop("echo-1", "64 B echo, 1 connection", Mode.ECHO, 1, 64),
        ECHO_64,
        closedLoop("echo-1000", "64 B echo, 1000 connections", Mode.ECHO, 1000, 64),
        new Column(
            "latency",
            "64 B echo, 64 connections, at 70 % of C epoll's rate",
            FIXED_RATE,
            Mode.ECHO,
            List.of("connections=64", "bytes=64"),
            List.of(Measure.P99, Measure.P50, Measure.REACHED)),
        new Column(
            "churn",
            "connections accepted, echoed once and closed",
            CHURN,
            Mode.ECHO,
            List.of("connections=32", "bytes=64"),
            LOADED),
        closedLoop("bulk", "16 KiB echo, 16 connections", Mode.BULK, 16, 16 << 10),
        new Column(
            "line",
            "64 B lines in capitals, 64 connections, 16 on their way on each",
            CLOSED_LOOP,
            Mode.LINE,
            List.of("connections=64", "bytes=64", "depth=16", "framing=upper"),
            LOADED),
        new Column(
            "udp",
            "64 B datagrams, 64 sockets, 2 on their way on each",
            CLOSED_LOOP,
            Mode.UDP,
            List.of("connections=64", "bytes=64", "depth=2", "framing=datagram"),
            List.of(Measure.RATE, Measure.USER, Measure.SYSTEM, Measure.GENERATOR, Measure.LOST)),
        new Column(
            "idle",
            "KiB (PSS) for each of " + IDLE_CONNECTIONS + " idle connections",
            IDLE,
            Mode.ECHO,
            List.of("connections=" + IDLE_CONNECTIONS, "bytes=64"),
            List.of(Measure.KIB)),
        new Column(
            "start",
            "from exec to the first echoed byte",
            FIRST_BYTE,
            Mode.ECHO,
            List.of(),
            List.of(Measure.FIRST)),
        new Column(
            "warm-up",
            "requests/s in each of the first seconds, 64 B echo, 64 connections",
            WARM_UP,
            Mode.ECHO,
            List.of("connections=64", "bytes=64", "warm-up=0", "each-second=1"),
            List.of()));
  }

  private static Column closedLoop(
      String name, String title, Mode mode, int connections, int bytes) {
    return new Column(
        name,
        title,
        CLOSED_LOOP,
        mode,
        List.of("connections=" + connections, "bytes=" + bytes),
        List.of(Measure.RATE, Measure.USER, Measure.SYSTEM, Measure.GENERATOR));
  }
}
