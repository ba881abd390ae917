package dev.switchboard.processes;

import dev.switchboard.model.Acceptor;
import dev.switchboard.model.Loop;
import dev.switchboard.model.Plan;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Accepts, and hands each client on. Where it fails, those whom it has accepted go on. */
final class AcceptLoop implements Loop {

  private final Plan.Share share;
  private final Acceptor acceptor;
  private final Consumer<Wire> hand;
  private final CountDownLatch stopped = new CountDownLatch(1);

  AcceptLoop(Plan plan, Plan.Share share, Consumer<Wire> hand) throws IOException {
    this.share = share;
    this.acceptor = new Acceptor(plan, share);
    this.hand = hand;
  }

  @Override
  public void run() {
    for (Wire wire = acceptor.next(); wire != null; wire = acceptor.next()) {
      hand.accept(wire);
    }
    try {
      stopped.await(); // whoever returns before that has failed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void suspend() {
    acceptor.suspend();
    share.listening().forEach(Listening::close);
  }

  @Override
  public void stop() {
    acceptor.suspend();
    stopped.countDown();
  }

  @Override
  public void discard(Ending ending) {
    acceptor.suspend();
  }
}
