package dev.switchboard.examples;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;

/**
 * UDP: each packet comes back with a number, counted for each sender. The reply goes to the address
 * that the packet came from; a sender that is silent for a minute is forgotten.
 */
public class Numbering {
  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.udp("127.0.0.1", Integer.getInteger("port", 8833)))
            .model(ServerModel.select())
            .serve(peer -> new Counting())) {
      IO.println("serving on " + running.endpoint());
      running.awaitStop();
    }
  }

  private static final class Counting implements Conversation {

    private int count;

    @Override
    public void received(Frame packet, Outbox outbox) {
      outbox.send(++count + " " + packet.text());
    }
  }
}
