package dev.switchboard.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One wheel for all connections that block in a thread of their own: somebody else must notice that
 * they are late. What is due runs in a new virtual thread, because it may have to wait for a
 * connection's lock, and nobody else's time shall wait with it.
 */
final class SharedWheel {

  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition earlier = lock.newCondition();
  private final Wheel wheel = new Wheel(); // guarded by lock
  private final List<Runnable> dueNow = new ArrayList<>(); // guarded by lock
  private boolean stopped; // guarded by lock
  private long sleepsUntil = Wheel.NEVER; // guarded by lock

  /** An alarm of one connection. */
  final class Alarm extends Wheel.Timer {

    private final Runnable action;
    private volatile long setFor = Wheel.NEVER;

    Alarm(Runnable action) {
      this.action = action;
    }

    /** Runs the action at this time or before; an alarm that is earlier already stays. */
    void atLatest(long due) {
      if (due < setFor) {
        set(this, due);
      }
    }

    void cancel() {
      lock.lock();
      try {
        wheel.remove(this);
        setFor = Wheel.NEVER;
      } finally {
        lock.unlock();
      }
    }

    @Override
    protected void fire(long now) {
      setFor = Wheel.NEVER;
      dueNow.add(action);
    }
  }

  SharedWheel(Clock clock) {
    this.clock = clock;
  }

  Alarm alarm(Runnable action) {
    return new Alarm(action);
  }

  private void set(Alarm alarm, long due) {
    lock.lock();
    try {
      if (stopped) {
        return;
      }
      wheel.atLatest(alarm, due);
      alarm.setFor = due;
      if (due < sleepsUntil) {
        earlier.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  Thread start() {
    return Thread.ofVirtual().name("switchboard-wheel").start(this::run);
  }

  private void run() {
    lock.lock();
    try {
      while (!stopped) {
        wheel.turn(clock.now());
        for (Runnable action : dueNow) {
          Thread.ofVirtual().name("switchboard-alarm").start(action);
        }
        dueNow.clear();
        sleepsUntil = wheel.nextDue();
        if (sleepsUntil == Wheel.NEVER) {
          earlier.await();
        } else {
          earlier.await(Math.max(0, sleepsUntil - clock.now()), TimeUnit.NANOSECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      earlier.signal();
    } finally {
      lock.unlock();
    }
  }
}
