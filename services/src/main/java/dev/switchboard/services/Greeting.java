package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/** Greets whoever connects, and closes. */
public record Greeting() implements Service {

  private static final Frame WELCOME = Frame.of("Hi we are connected!");

  @Override
  public Conversation begin(Peer peer) {
    return new Telling(() -> WELCOME, peer);
  }
}
