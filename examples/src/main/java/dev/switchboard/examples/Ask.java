package dev.switchboard.examples;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;

/** The other side: asks a server two things and prints its answers. */
public class Ask {
  void main() throws Exception {
    Endpoint server = Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8820));
    try (var client = Client.connect(server, Framing.line())) {
      client.send("Ada");
      IO.println(client.receive());
      client.send("Grace");
      IO.println(client.receive());
    }
  }
}
