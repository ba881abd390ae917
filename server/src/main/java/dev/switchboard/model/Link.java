package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** The two ends of a connection. */
record Link(Endpoint localEnd, Endpoint remoteEnd) implements Peer {

  /** Begins a conversation; a service that cannot fails like one that fails at its opening. */
  Conversation begin(Service service) {
    try {
      return service.begin(this);
    } catch (RuntimeException e) {
      return new Stillborn(e);
    }
  }

  private record Stillborn(RuntimeException cause) implements Conversation {

    @Override
    public void opened(Outbox outbox) {
      throw cause;
    }

    @Override
    public void received(Frame frame, Outbox outbox) {
      throw cause;
    }
  }

  @Override
  public String local() {
    return localEnd.toString();
  }

  @Override
  public String remote() {
    return remoteEnd.toString();
  }

  @Override
  public boolean packets() {
    return localEnd.packets();
  }
}
