package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/**
 * Every line comes back with a name added, until the client leaves.
 *
 * @param name what is added, without a line ending
 */
public record Name(String name) implements Service, Conversation {

  public Name {
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a name to add has no line ending inside");
    }
  }

  /** Adds the lecture's name. */
  public Name() {
    this("Ali");
  }

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame line, Outbox outbox) {
    outbox.send(line.text() + " " + name);
  }
}
