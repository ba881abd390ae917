package dev.switchboard.rows;

import java.io.IOException;

/**
 * Starts one row: {@code StartRow ROW MODE} prints {@code listening PORT} and serves on 127.0.0.1
 * until its standard input ends.
 *
 * <p>ROW is a server model of Switchboard, {@code bare-ring}, {@code netty-nio}, {@code
 * netty-epoll}, {@code netty-io_uring}, {@code vertx}, {@code java-threads} or {@code
 * java-virtual}.
 */
public final class StartRow {

  private StartRow() {}

  static void main(String[] arguments) throws Exception {
    Mode mode = Mode.of(arguments[1]);
    System.out.println("listening " + start(arguments[0], mode));
    while (System.in.read() >= 0) {
      // whoever started us is still there
    }
    System.exit(0);
  }

  private static int start(String row, Mode mode) throws IOException, InterruptedException {
    return switch (row) {
      case "netty-nio", "netty-epoll", "netty-io_uring" -> NettyRow.start(row, mode);
      case "bare-ring" -> BareRingRow.start(mode);
      case "vertx" -> VertxRow.start(mode);
      case "java-threads" -> JavaNetRow.start(Thread.ofPlatform().factory(), mode);
      case "java-virtual" -> JavaNetRow.start(Thread.ofVirtual().factory(), mode);
      default -> SwitchboardRow.start(row, mode);
    };
  }
}
