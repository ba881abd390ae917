package dev.switchboard.examples;

import dev.switchboard.direct.Direct;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Talk;

/** A dialogue written as a program that blocks; in a select loop it harms nobody. */
public class DirectStyle {
  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8830)))
            .model(ServerModel.select())
            .serve(Direct.service(DirectStyle::order))) {
      IO.println("serving on " + running.endpoint());
      running.awaitStop();
    }
  }

  private static void order(Talk talk) throws Exception {
    talk.send("What would you like?");
    String dish = talk.receive();
    talk.send("And to drink?");
    String drink = talk.receive();
    if (dish != null && drink != null) {
      talk.send(dish + " and " + drink + ", thank you.");
    }
  }
}
