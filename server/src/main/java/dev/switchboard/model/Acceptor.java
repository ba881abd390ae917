package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the next client on all listening sockets of a server, for models whose connections
 * block. Each worker has one; they share the sockets.
 *
 * <p>All fields but {@code suspended} belong to the worker's thread.
 */
final class Acceptor {

  private final Plan plan;
  private final Poller poller;
  private final AcceptPause pause;
  private final Queue<Listening> ready = new ArrayDeque<>(); // somebody waits there, or did
  private Duration rest = Duration.ZERO; // from accept, after it failed
  private volatile boolean suspended;

  Acceptor(Plan plan, Plan.Share share) throws IOException {
    this.plan = plan;
    this.pause = new AcceptPause(plan.events());
    this.poller = plan.transport().poller();
    for (Listening listening : share.listening()) {
      poller.watch(
          listening.pollable(), SelectionKey.OP_ACCEPT, operations -> ready.add(listening));
    }
  }

  /**
   * The next client, for whom a place has been taken; null when nothing is accepted any more. No
   * failure of accept ends this.
   */
  @Nullable Wire next() {
    while (!suspended) {
      // A service that ran in this thread may have left it interrupted, and select would not wait.
      Thread.interrupted();
      try {
        Wire wire = step();
        if (wire != null) {
          return wire;
        }
      } catch (InterruptedException e) {
        rest = Duration.ZERO; // by a service; we would have closed the poller
      } catch (ClosedSelectorException e) {
        return null;
      } catch (IOException e) {
        throw new UncheckedIOException("the poller failed", e);
      }
    }
    return null;
  }

  private @Nullable Wire step() throws IOException, InterruptedException {
    if (!rest.isZero()) {
      plan.connections().awaitStopping(rest);
      rest = Duration.ZERO;
    } else if (ready.isEmpty()) {
      poller.poll(Poller.FOREVER);
    } else if (plan.connections().tryTakePlace()) {
      Wire wire = accept();
      if (wire == null) {
        plan.connections().givePlace();
      }
      return wire;
    } else if (!suspended) {
      full();
    }
    return null;
  }

  /** Accepts from a socket that is ready; null when they were gone again, or accept failed. */
  private @Nullable Wire accept() {
    Listening listening = ready.remove();
    try {
      Wire wire = listening.accept();
      if (wire != null) {
        pause.succeeded();
      }
      return wire;
    } catch (Throwable e) {
      if (!suspended) {
        rest = pause.failed(listening, e);
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
    Wire wire = accept();
    if (wire != null) {
      plan.refuse(wire);
    }
  }

  /** Any thread: accepts no more. The sockets are free of this acceptor when it returns. */
  void suspend() {
    suspended = true;
    try {
      poller.close();
    } catch (IOException e) {
      return; // it held no connection
    }
  }
}
