package dev.switchboard.model;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import org.jspecify.annotations.Nullable;

/** The two ends of a connection. */
record Link(Endpoint localEnd, Endpoint remoteEnd, @Nullable Handshake handshake) implements Peer {

  /** The same after a TLS handshake. */
  Link securedBy(Handshake done) {
    return new Link(localEnd, remoteEnd, done);
  }

  /** Begins a conversation; a service that cannot fails like one that fails at its opening. */
  Conversation begin(Service service) {
    try {
      return service.begin(this);
    } catch (Throwable e) {
      return new Stillborn(e);
    }
  }

  private record Stillborn(Throwable cause) implements Conversation {

    @Override
    public void opened(Outbox outbox) throws Exception {
      switch (cause) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        default -> throw new IllegalStateException(cause);
      }
    }

    @Override
    public void received(Frame frame, Outbox outbox) {
      throw new IllegalStateException("nothing is received after a failure to begin");
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
