package dev.switchboard.examples;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;

/** The shortest server: each line is answered with Hello and the line. */
public class TenLines {
  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8820)))
            .framing(Framing.line())
            .model(ServerModel.virtual())
            .serve(Service.replying(name -> "Hello " + name))) {
      IO.println("serving on " + running.endpoint());
      running.awaitStop();
    }
  }
}
