package dev.switchboard.examples;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Outbox;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What one says, all hear. Posting never blocks, so one who does not listen holds up nobody: their
 * share waits, then they miss lines, and after 10 s they are shown the door.
 */
public class ChatRoom {

  private final Set<Outbox> present = ConcurrentHashMap.newKeySet();

  void main() throws Exception {
    try (var running =
        Server.on(Endpoint.tcp("127.0.0.1", Integer.getInteger("port", 8832)))
            .model(ServerModel.select())
            .serve(peer -> new Guest())) {
      IO.println("serving on " + running.endpoint());
      running.awaitStop();
    }
  }

  private void tellAll(String line) {
    Frame frame = Frame.of(line); // made once, shared by all
    present.forEach(outbox -> outbox.post(frame));
  }

  private final class Guest implements Conversation {

    private @Nullable Outbox own;
    private String name = "";

    @Override
    public void opened(Outbox outbox) {
      own = outbox;
      outbox.send("Who are you?");
    }

    @Override
    public void received(Frame line, Outbox outbox) {
      if (name.isEmpty()) {
        name = line.text();
        present.add(outbox);
        tellAll(name + " is here");
      } else {
        tellAll(name + ": " + line.text());
      }
    }

    @Override
    public void ended(Ending ending) {
      if (own != null && present.remove(own)) {
        tellAll(name + " has left");
      }
    }
  }
}
