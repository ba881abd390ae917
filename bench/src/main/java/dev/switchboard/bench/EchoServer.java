package dev.switchboard.bench;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import java.io.IOException;

/**
 * One echo server in a process of its own: {@code EchoServer NAME FRAMING} prints the port that it
 * has on 127.0.0.1, and lives until its standard input ends.
 *
 * <p>NAME is {@code bare-nio}, {@code bare-virtual}, or a server model of Switchboard.
 */
final class EchoServer {

  private EchoServer() {}

  static void main(String[] arguments) throws IOException {
    String name = arguments[0];
    int port =
        switch (name) {
          case "bare-nio" -> BareNio.start(0);
          case "bare-virtual" -> BareVirtual.start(0);
          default -> switchboard(name, Framing.parse(arguments[1]));
        };
    IO.println(port);
    while (System.in.read() >= 0) {
      // whoever started us is still there
    }
    System.exit(0);
  }

  private static int switchboard(String model, Framing framing) throws IOException {
    Running running =
        Server.on(Endpoint.tcp("127.0.0.1", 0))
            .framing(framing)
            .model(ServerModel.named(model))
            .serve(Service.replyingFrames(frame -> frame));
    return ((Endpoint.Inet) running.endpoint()).port();
  }
}
