package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the next client on all listening sockets of a server, for models whose connections
 * block. Each worker has one; they share the sockets.
 */
final class Acceptor {

  private final Plan plan;
  private final Selector selector;
  private final AcceptPause pause;
  private volatile boolean suspended;

  Acceptor(Plan plan) throws IOException {
    this.plan = plan;
    this.pause = new AcceptPause(plan.events());
    this.selector = Selector.open();
    for (Listening listening : plan.listening()) {
      listening.channel().register(selector, SelectionKey.OP_ACCEPT, listening);
    }
  }

  /**
   * The next client, for whom a place has been taken; null when nothing is accepted any more. No
   * failure of accept ends this.
   */
  @Nullable Wire next() {
    try {
      while (!suspended) {
        if (selector.selectedKeys().isEmpty()) {
          selector.select();
        } else if (plan.connections().tryTakePlace()) {
          Wire wire = acceptOne();
          if (wire != null) {
            return wire;
          }
          plan.connections().givePlace();
        } else {
          full();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    } catch (ClosedSelectorException e) {
      return null; // suspend() closed it
    }
    return null;
  }

  /** Accepts from a socket that is ready; null when they were gone again, or accept failed. */
  private @Nullable Wire acceptOne() throws InterruptedException {
    Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
    Listening listening = (Listening) ready.next().attachment();
    ready.remove();
    try {
      Wire wire = listening.accept();
      pause.succeeded();
      return wire;
    } catch (IOException e) {
      if (!suspended) {
        plan.connections().awaitStopping(pause.failed(listening, e));
      }
      return null;
    }
  }

  private void full() throws InterruptedException {
    if (plan.whenFull() == Plan.WhenFull.WAIT) {
      plan.events().tell(at -> new Event.Full(at, plan.connections().limit()));
      plan.connections().awaitRoom();
      return;
    }
    Wire wire = acceptOne();
    if (wire != null) {
      wire.reset();
      plan.events()
          .tell(at -> new Event.Refused(at, wire.remote(), plan.connections().limit()));
    }
  }

  /** Any thread: accepts no more. The sockets are free of this acceptor when it returns. */
  void suspend() {
    suspended = true;
    try {
      selector.close();
    } catch (IOException e) {
      return; // it held no connection
    }
  }
}
