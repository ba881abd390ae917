package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** Answers {@code hi} with {@code hello}, and everything else with what to say. */
public record Hi() implements Service, Conversation {

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame line, Outbox outbox) {
    boolean isHi = line.text().strip().equalsIgnoreCase("hi");
    outbox.send(isHi ? "hello" : "say hi, and I say hello");
  }
}
