package dev.switchboard.rows;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.util.function.Function;

/**
 * Switchboard's library under one of its models, with its default limits; only the accept queue and
 * the number of connections are those of the other rows.
 */
final class SwitchboardRow {

  private static final int CONNECTIONS = 15_000;

  private SwitchboardRow() {}

  static int start(String model, Mode mode) throws IOException {
    Endpoint endpoint =
        mode == Mode.UDP ? Endpoint.udp("127.0.0.1", 0) : Endpoint.tcp("127.0.0.1", 0);
    Server server =
        Server.on(endpoint)
            .framing(framing(mode))
            .limits(
                Limits.defaults()
                    .with(it -> {
                      it.acceptQueue = RowLimits.ACCEPT_QUEUE;
                      it.connections = CONNECTIONS;
                    }))
            .model(ServerModel.named(model));
    Function<Frame, Frame> reply = mode == Mode.LINE ? SwitchboardRow::capitals : frame -> frame;
    Endpoint there = server.serve(Service.replyingFrames(reply)).endpoint();
    return there instanceof Endpoint.Inet inet ? inet.port() : 0;
  }

  private static Framing framing(Mode mode) {
    return switch (mode) {
      case ECHO, BULK -> Framing.none();
      case LINE -> Framing.line();
      case UDP -> Framing.datagram();
    };
  }

  private static Frame capitals(Frame line) {
    byte[] bytes = line.toBytes();
    Capitals.in(bytes, 0, bytes.length);
    return Frame.of(bytes);
  }
}
