package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** Throws away what it receives and says nothing (RFC 863), until the client leaves. */
public record Discard() implements Service, Conversation {

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame data, Outbox outbox) {}
}
