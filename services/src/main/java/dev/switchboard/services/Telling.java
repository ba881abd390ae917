package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import java.util.function.Supplier;

/**
 * Says one thing, whatever it is told: over a stream to whoever connects, and then it closes; over
 * packets in answer to each. Most of the old small services are this and a sentence.
 *
 * @param what makes the sentence, anew each time
 */
record Telling(Supplier<Frame> what, Peer peer) implements Conversation {

  @Override
  public void opened(Outbox outbox) {
    if (!peer.packets()) {
      outbox.send(what.get());
      outbox.close();
    }
  }

  @Override
  public void received(Frame ignored, Outbox outbox) {
    outbox.send(what.get());
  }
}
