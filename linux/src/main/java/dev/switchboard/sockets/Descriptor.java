package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.wire.Pollable;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A descriptor that any thread may use and any may close. The kernel gives a number away again at
 * once, so it is closed when the last who is using it has left, and nobody enters after that.
 *
 * <pre>
 *   open, n use it ── close ──► closing, n use it ── n leave ──► closed
 * </pre>
 */
final class Descriptor implements Pollable {

  private static final int CLOSING = 1 << 31;

  /** Wakes those who wait in the kernel for a socket that is being closed. */
  @FunctionalInterface
  interface Waking {
    void wake(int number);
  }

  private final int number;
  private final AtomicInteger users = new AtomicInteger(); // with CLOSING, once that is so
  private final List<EpollPoller.Entry> watchers = new ArrayList<>(0); // guarded by itself
  private final List<Runnable> afterwards = new ArrayList<>(0); // guarded by watchers

  Descriptor(int number) {
    this.number = number;
  }

  /** The number; of use only to who knows that nobody closes it meanwhile. */
  int number() {
    return number;
  }

  boolean isOpen() {
    return users.get() >= 0;
  }

  /** Begins to use it; {@link #leave} follows in any case. */
  int enter() throws ClosedChannelException {
    if (!tryEnter()) {
      throw new ClosedChannelException();
    }
    return number;
  }

  boolean tryEnter() {
    int count = users.get();
    while (count >= 0) {
      if (users.compareAndSet(count, count + 1)) {
        return true;
      }
      count = users.get();
    }
    return false;
  }

  void leave() {
    if (users.decrementAndGet() == CLOSING) {
      Kernel.call(Call.CLOSE, number); // what it answers changes nothing: the number is gone
      synchronized (watchers) {
        afterwards.forEach(Runnable::run);
      }
    }
  }

  /** Has something done when nobody uses it any more. Called by who has entered it. */
  void afterClose(Runnable action) {
    synchronized (watchers) {
      afterwards.add(action);
    }
  }

  /** Who polls for it, and must forget it when it is closed. False when it is closed already. */
  boolean addWatcher(EpollPoller.Entry watcher) {
    synchronized (watchers) {
      return isOpen() && watchers.add(watcher);
    }
  }

  void removeWatcher(EpollPoller.Entry watcher) {
    synchronized (watchers) {
      watchers.remove(watcher);
    }
  }

  /**
   * Closes it, as soon as nobody uses it.
   *
   * @param waking called while somebody does
   * @return false when somebody had closed it before
   */
  boolean close(Waking waking) {
    int count;
    do {
      count = users.get();
      if (count < 0) {
        return false;
      }
    } while (!users.compareAndSet(count, (count + 1) | CLOSING)); // we are the last to leave
    List<EpollPoller.Entry> watching;
    synchronized (watchers) {
      watching = List.copyOf(watchers);
    }
    watching.forEach(EpollPoller.Entry::cancel);
    if (count > 0) {
      waking.wake(number);
    }
    leave();
    return true;
  }
}
