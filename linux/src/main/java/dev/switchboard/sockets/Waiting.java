package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * Waits for one descriptor: a platform thread in ppoll(2), a virtual one parked, so that it does
 * not hold its carrier; a thread that all of them share polls for it.
 *
 * <p>Who waits has entered the descriptor. One thread at a time waits for each operation.
 */
final class Waiting {

  private static final int SIGSET_BYTES = 8;
  private static final int EVENTS = 4; // in struct pollfd

  /** Begun with the first virtual thread that waits. */
  private static final class Shared {

    static final EpollPoller POLLER = begin();

    private static EpollPoller begin() {
      try {
        EpollPoller poller = new EpollPoller();
        Thread.ofPlatform().name("switchboard-parked").daemon().start(() -> run(poller));
        return poller;
      } catch (IOException e) {
        throw new UncheckedIOException("no poller for virtual threads can be had", e);
      }
    }

    private static void run(EpollPoller poller) {
      try {
        while (true) {
          poller.poll(Poller.FOREVER);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the poller of all parked threads failed", e);
      }
    }
  }

  private final Descriptor socket;
  private Poller.@Nullable Watched watched; // guarded by this, as what follows
  private int waited; // operations for which somebody is parked

  Waiting(Descriptor socket) {
    this.socket = socket;
  }

  /**
   * Waits until this operation can go on, or the descriptor is being closed; perhaps not so long.
   *
   * @param operation OP_READ or OP_WRITE of {@link SelectionKey}
   */
  void await(int operation) throws IOException {
    if (Thread.currentThread().isVirtual()) {
      boolean interrupted = false;
      try {
        // An interrupt is for who waits for something else: here it ends nothing, and is kept.
        interrupted = Thread.interrupted();
        park(operation, Poller.FOREVER);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      return;
    }
    long at = Scratch.own().small;
    Memory.putInt(at, socket.number());
    Memory.putInt(
        at + EVENTS, operation == SelectionKey.OP_READ ? Numbers.POLLIN : Numbers.POLLOUT);
    Kernel.call(Call.PPOLL, at, 1, 0, 0, SIGSET_BYTES, 0); // EINTR: the caller tries again
  }

  /**
   * As {@link #await}, in a virtual thread, but not longer than this; an interrupt ends it and
   * stays.
   *
   * @param millis {@link Poller#FOREVER} for no limit
   */
  synchronized void park(int operation, long millis) throws IOException {
    Poller.Watched shared = watched;
    if (shared == null) {
      shared = Shared.POLLER.watch(socket, 0, this::ready);
      watched = shared;
    }
    waited |= operation;
    shared.interest(waited);
    long end = System.nanoTime() + millis * 1_000_000;
    try {
      while ((waited & operation) != 0 && socket.isOpen()) {
        if (millis < 0) {
          wait();
        } else {
          long rest = end - System.nanoTime();
          if (rest <= 0) {
            break;
          }
          wait(rest / 1_000_000, (int) (rest % 1_000_000));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      waited &= ~operation;
      shared.interest(waited);
    }
  }

  private synchronized void ready(int operations) {
    waited &= ~operations;
    if (watched != null) {
      watched.interest(waited);
    }
    notifyAll();
  }

  /** The descriptor is being closed: nobody waits any more. */
  synchronized void wakeAll() {
    notifyAll();
  }
}
