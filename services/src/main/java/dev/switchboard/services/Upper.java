package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.util.Locale;

/** Replies with the text in capitals, whatever the language of the machine. */
public record Upper() implements Service, Conversation {

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame text, Outbox outbox) {
    outbox.send(text.text().toUpperCase(Locale.ROOT));
  }
}
