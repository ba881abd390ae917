package dev.switchboard.session;

import dev.switchboard.framing.Frame;

/** A conversation that closes after its first message was answered; over packets it goes on. */
record Once(Conversation inner, Peer peer) implements Conversation {

  @Override
  public void opened(Outbox outbox) throws Exception {
    inner.opened(outbox);
  }

  @Override
  public void received(Frame frame, Outbox outbox) throws Exception {
    inner.received(frame, outbox);
    if (!peer.packets()) {
      outbox.close();
    }
  }

  @Override
  public void finished(Outbox outbox) throws Exception {
    inner.finished(outbox);
  }

  @Override
  public void writable(Outbox outbox) throws Exception {
    inner.writable(outbox);
  }

  @Override
  public void tick(Outbox outbox) throws Exception {
    inner.tick(outbox);
  }

  @Override
  public void nudged(Outbox outbox) throws Exception {
    inner.nudged(outbox);
  }

  @Override
  public void resumed(Outbox outbox) throws Exception {
    inner.resumed(outbox);
  }

  @Override
  public void ended(Ending ending) {
    inner.ended(ending);
  }
}
