package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Held;
import dev.switchboard.session.Session;
import dev.switchboard.wire.SystemAnswer;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A session on a socket that blocks.
 *
 * <p>One thread, that of {@link #run()}, reads and usually writes as well. When another thread
 * posts, or an alarm rings while the reader waits in read, a virtual thread enters the session and
 * writes. Whoever finds somebody writing leaves its bytes with them. Reads and writes happen
 * outside the lock, all calls of the session inside.
 */
final class BlockingConnection implements OpenConnection, Driver, Runnable {

  private static final int READ_BYTES = 8 << 10;

  /**
   * The most that one write is given. A blocking write on a platform thread returns when the peer
   * has taken all of it, and only then is there progress to tell; so it must not be much.
   */
  private static final int WRITE_BYTES = 32 << 10;

  private final Plan plan;
  private final Wire wire;
  private final long id;
  private final SharedWheel.Alarm alarm;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final AtomicBoolean left = new AtomicBoolean();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Session session; // guarded by lock, as all that follows
  private final BufferPool pool = new BufferPool();
  private Held waiting = new Held(pool); // what the session has written
  private Held writing = new Held(pool); // what a thread is writing, outside the lock
  private boolean someoneWrites;
  private boolean closed;

  BlockingConnection(Plan plan, SharedWheel wheel, Wire wire) {
    this.plan = plan;
    this.wire = wire;
    this.id = plan.connections().nextId();
    this.alarm = wheel.alarm(() -> enter(Session::tick));
    this.session =
        new Session(
            new Link(wire.local(), wire.remote()).begin(plan.service()),
            plan.framing(),
            plan.sessionLimits(),
            false,
            this,
            pool);
    plan.connections().opened(this);
  }

  @Override
  public long id() {
    return id;
  }

  /** Serves this client until it has left. */
  @Override
  public void run() {
    try {
      plan.events().tell(at -> new Event.Accepted(at, id, wire.local(), wire.remote()));
      enter(Session::opened);
      readAll();
    } finally {
      leave();
    }
  }

  /** It did not run to its end, perhaps because no thread could be had for it. */
  void cannotRun(Throwable why) {
    Ending ending = new Ending.IoError(String.valueOf(why));
    enter((session, now) -> session.failed(ending, now));
    leave();
  }

  private void readAll() {
    ByteBuffer memory = ByteBuffer.allocate(READ_BYTES);
    while (awaitReading()) {
      try {
        int count = wire.read(memory.clear());
        if (plan.events().on()) {
          tellRead(memory, count);
        }
        received(memory, count);
      } catch (IOException e) {
        Ending ending = SystemAnswer.ending(e);
        enter((session, now) -> session.failed(ending, now));
      }
    }
  }

  private void received(ByteBuffer memory, int count) {
    lock.lock();
    try {
      if (count < 0) {
        session.finished(plan.clock().now());
      } else {
        session.bytes(memory.clear(), 0, count, plan.clock().now());
      }
      obey();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the session wants to read; false when the connection is closed. */
  private boolean awaitReading() {
    lock.lock();
    try {
      while (!closed && !session.reading()) {
        changed.awaitUninterruptibly();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private interface Entry {
    void into(Session session, long now);
  }

  /** Any thread: tells the session something and does what it then wishes. */
  private void enter(Entry entry) {
    lock.lock();
    try {
      if (!closed) {
        entry.into(session, plan.clock().now());
        obey();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Does what the session wishes until nothing is left to do now. Holds the lock. */
  private void obey() {
    while (!closed && obeyOne()) {
      // the next wish
    }
    if (!closed) {
      alarm.atLatest(session.nextTick());
    }
    changed.signalAll();
  }

  private boolean obeyOne() {
    if (!waiting.isEmpty() && !someoneWrites) {
      writeWaiting();
      return true;
    }
    if (session.nextTick() == 0) {
      session.tick(plan.clock().now());
      return true;
    }
    Runnable task = session.takeTask();
    if (task != null) {
      Thread.ofVirtual().name("switchboard-task").start(() -> runTask(task));
      return true;
    }
    switch (session.wish()) {
      case NONE -> {
        return false;
      }
      case FINISH -> finish();
      case CLOSE -> {
        closed = true;
        wire.close();
      }
      case RESET -> {
        closed = true;
        wire.reset();
      }
    }
    return true;
  }

  private void finish() {
    try {
      wire.finish();
      plan.events().tell(at -> new Event.Finished(at, id));
    } catch (IOException e) {
      session.failed(SystemAnswer.ending(e), plan.clock().now());
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
      enter(Session::resumed);
    } catch (RuntimeException | Error e) {
      enter((session, now) -> session.failed(new Ending.ServiceFailed(e), now));
    }
  }

  /** Writes all that waits. Holds the lock when it begins and ends, and never in between. */
  private void writeWaiting() {
    Held bytes = waiting;
    waiting = writing;
    writing = bytes;
    someoneWrites = true;
    try {
      while (!bytes.isEmpty()) {
        int start = bytes.start();
        int count = writeUnlocked(bytes.memory(), start, Math.min(WRITE_BYTES, bytes.end() - start));
        bytes.advanceTo(start + count);
        session.written(count, plan.clock().now());
        changed.signalAll();
      }
    } catch (IOException e) {
      bytes.release();
      session.failed(SystemAnswer.ending(e), plan.clock().now());
    } finally {
      someoneWrites = false;
    }
  }

  private int writeUnlocked(ByteBuffer memory, int start, int length) throws IOException {
    lock.unlock();
    try {
      int count = wire.write(memory.limit(start + length).position(start));
      if (plan.events().on()) {
        memory.clear();
        plan.events()
            .tell(at -> new Event.Sent(at, id, Events.bytes(memory, start, count)));
      }
      return count;
    } finally {
      memory.clear();
      lock.lock();
    }
  }

  @Override
  public void write(ByteBuffer memory, int offset, int length) {
    waiting.append(memory, offset, length);
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      Thread.ofVirtual().name("switchboard-writer").start(this::posted);
    }
  }

  private void posted() {
    woken.set(false);
    enter(Session::posted);
  }

  @Override
  public void drain() {
    Thread.ofVirtual().start(() -> enter(Session::drain));
  }

  /** Closes the socket first: the lock may be held by a service that does not come back. */
  @Override
  public void force() {
    wire.reset();
    Thread.ofVirtual()
        .start(() -> enter((session, now) -> session.failed(new Ending.Forced(), now)));
  }

  private void leave() {
    if (left.compareAndSet(false, true)) {
      alarm.cancel();
      Ending ending = session.ending();
      plan.events()
          .tell(
              at ->
                  new Event.Ended(
                      at, id, ending == null ? new Ending.IoError("it never began") : ending));
      plan.connections().closed(this);
    }
  }

  private void tellRead(ByteBuffer memory, int count) {
    memory.clear();
    plan.events()
        .tell(
            at ->
                count < 0
                    ? new Event.PeerFinished(at, id)
                    : new Event.Received(at, id, Events.bytes(memory, 0, count)));
  }
}
