package dev.switchboard.examples;

import dev.switchboard.direct.Direct;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.server.Server;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * Stopping without losing an answer, in its three steps. A client that says stop stops the server;
 * it still gets its answer.
 */
public class Drain {

  private final CountDownLatch stopWanted = new CountDownLatch(1);

  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8834)))
            .listener(event -> {
              if (event instanceof Event.Ended ended) {
                IO.println("connection " + ended.connection() + ": " + ended.ending());
              }
            })
            .serve(
                Direct.service(talk -> {
                  while ("stop".equals(talk.receive())) {
                    stopWanted.countDown();
                    talk.send("stopping");
                  }
                }))) {
      IO.println("serving on " + running.endpoint());
      stopWanted.await();
      running.suspend(); // no new clients
      boolean idle = running.awaitIdle(Duration.ofMillis(100)); // perhaps they leave by themselves
      IO.println(idle ? "all have left" : "closing those that are still here");
    } // close() drains: each gets the answer to what it asked
  }
}
