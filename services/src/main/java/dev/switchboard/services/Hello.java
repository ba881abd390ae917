package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** The client sends a user name; the reply is {@code Hello } and the name. */
public record Hello() implements Service, Conversation {

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame name, Outbox outbox) {
    outbox.send("Hello " + name.text());
  }
}
