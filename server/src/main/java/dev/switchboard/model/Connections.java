package dev.switchboard.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open connections of a server, and how many there may be. A model takes a place before a
 * connection begins and gives it back when its socket is closed.
 */
public final class Connections {

  private final int limit;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, OpenConnection> open = new ConcurrentHashMap<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int places; // guarded by lock: taken ones
  private boolean stopping; // guarded by lock
  private final List<Runnable> onRoom = new CopyOnWriteArrayList<>(); // when a place is free again
  private volatile boolean draining; // set before the open ones are told, read when one opens

  public Connections(int limit) {
    this.limit = limit;
  }

  /** How many there may be. */
  public int limit() {
    return limit;
  }

  /** How many there are. */
  public int count() {
    return open.size();
  }

  /** How many there have been. */
  public long total() {
    return ids.get();
  }

  /** A number for a new connection. */
  public long nextId() {
    return ids.incrementAndGet();
  }

  /** Takes a place, if there is one. */
  public boolean tryTakePlace() {
    lock.lock();
    try {
      if (places >= limit || stopping) {
        return false;
      }
      places++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Whether there is a place. */
  public boolean hasRoom() {
    lock.lock();
    try {
      return places < limit;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a free place, without taking it; returns at once when the server stops. */
  public void awaitRoom() throws InterruptedException {
    lock.lock();
    try {
      while (places >= limit && !stopping) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Has {@code action} called, by any thread, whenever a place has become free. */
  public void onRoom(Runnable action) {
    onRoom.add(action);
  }

  /** Gives a place back. */
  public void givePlace() {
    lock.lock();
    try {
      places--;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onRoom.forEach(Runnable::run);
  }

  /** A connection begins; a place was taken for it. */
  public void opened(OpenConnection connection) {
    open.put(connection.id(), connection);
    if (draining) {
      connection.drain();
    }
  }

  /** Ends each when it is between messages, also one that is just about to open. */
  public void drain() {
    draining = true;
    snapshot().forEach(OpenConnection::drain);
  }

  /** Its socket is closed; its place is free. */
  public void closed(OpenConnection connection) {
    open.remove(connection.id());
    givePlace();
  }

  /** The server stops: nobody gets a place any more. */
  public void stop() {
    lock.lock();
    try {
      stopping = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits up to {@code time} for the server to stop; true when it does. */
  public boolean awaitStopping(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long rest = time.toNanos();
      while (!stopping && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
      return stopping;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is open; false when some are after this time. */
  public boolean awaitIdle(Duration time) throws InterruptedException {
    lock.lock();
    try {
      long rest = TimeUnit.NANOSECONDS.convert(time);
      while (places > 0 && rest > 0) {
        rest = changed.awaitNanos(rest);
      }
      return places == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Those that are open now. */
  public List<OpenConnection> snapshot() {
    return List.copyOf(open.values());
  }
}
