package dev.switchboard.server;

import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.time.Duration;

/** A service that does what none may: it keeps its thread for long, when it is told "slow". */
final class Slow implements Service {

  static final Duration HELD = Duration.ofMillis(130);

  @Override
  public Conversation begin(Peer peer) {
    return (frame, outbox) -> {
      long began = System.nanoTime();
      while (frame.text().equals("slow") && System.nanoTime() - began < HELD.toNanos()) {
        Thread.onSpinWait();
      }
      outbox.send(frame);
    };
  }
}
