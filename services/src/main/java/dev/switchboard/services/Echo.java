package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** Sends back what it receives (RFC 862), until the client leaves. */
public record Echo() implements Service, Conversation {

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame data, Outbox outbox) {
    outbox.send(data);
  }
}
