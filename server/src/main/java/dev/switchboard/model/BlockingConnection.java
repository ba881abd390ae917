package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.SystemAnswer;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
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

  /** How long a stop waits for a call of the service before it resets the socket in its back. */
  private static final long FORCE_WAITS_MILLIS = 50;

  /** A tick may wait so often, and so long each time, for bytes that are there to be read. */
  private static final int MOST_GRACES = 50;

  private static final long GRACE_NANOS = 10_000_000;

  private final Plan plan;
  private final Wire wire;
  private final boolean packets; // and not a stream
  private final Presence presence;
  private final ConnectionMemory.Spare spareMemory;
  private final ConnectionMemory memory;
  private final SharedWheel.Alarm alarm;
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean forced; // set by who stops the server

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Driven session; // guarded by lock, as all that follows
  private final BufferPool pool = new BufferPool();
  private final BlockingOutput output;
  private final BlockingOutput.Write write = this::writeOnce; // made once, not for each message
  private int graces; // since the last tick
  private boolean closed;
  private boolean memoryGiven; // to the next connection, at the end

  BlockingConnection(Plan plan, SharedWheel wheel, Wire wire, ConnectionMemory.Spare spareMemory) {
    this.plan = plan;
    this.spareMemory = spareMemory;
    this.memory = spareMemory.take();
    this.output = new BlockingOutput(memory.write, pool, wire.local().packets());
    this.wire = wire;
    this.packets = wire.local().packets();
    this.presence = new Presence(plan);
    this.alarm = wheel.alarm(this::ring);
    this.session = plan.session(presence.id(), wire.local(), wire.remote(), this, pool);
    presence.begin(this, wire.local(), wire.remote());
  }

  @Override
  public long id() {
    return presence.id();
  }

  /** Serves this client until it has left. */
  @Override
  public void run() {
    try {
      enter(Driven::opened);
      readAll();
      leave();
    } catch (Throwable e) {
      cannotRun(e);
    }
  }

  /** It did not run to its end, perhaps because no thread could be had for it. */
  void cannotRun(Throwable why) {
    Ending ending = new Ending.IoError(String.valueOf(why));
    enter((session, now) -> session.failed(ending, now));
    leave();
  }

  /**
   * Reads to the end. A virtual thread lets the others go first before it reads again: with many
   * clients the next message has often come when its turn comes again, and then it need not be
   * parked and woken. Nothing relies on that; platform threads have the kernel for it.
   */
  @SuppressWarnings("ThreadPriorityCheck")
  private void readAll() {
    ByteBuffer bytes = memory.read;
    boolean yields = Thread.currentThread().isVirtual();
    boolean wanted = false; // known from the last entry, so that a message costs one entry
    while (wanted || awaitReading()) {
      wanted = false;
      try {
        int count = wire.read(bytes.clear());
        told(bytes.clear(), count);
        wanted = received(bytes, count);
        if (yields && count != 0) {
          Thread.yield();
        }
      } catch (IOException e) {
        enter((session, now) -> session.failed(ending(e), now));
      }
    }
  }

  private void told(ByteBuffer bytes, int count) {
    if (count == Wire.EMPTY_PACKET) {
      plan.events().packet(id(), bytes, 0);
    } else {
      plan.wireEvents().read(id(), bytes, count);
    }
  }

  /** Tells the session what a read gave; whether it wants the next one at once. */
  private boolean received(ByteBuffer bytes, int count) {
    lock.lock();
    try {
      if (count == Wire.EMPTY_PACKET) {
        session.bytes(bytes, 0, 0, plan.clock().now());
      } else if (count < 0) {
        session.finished(plan.clock().now());
      } else if (count > 0) {
        session.bytes(bytes, 0, count, plan.clock().now());
      }
      obey();
      return !closed && session.reading();
    } finally {
      lock.unlock();
    }
  }

  /** A call failed; if that is because the socket was taken away, it is not the system's answer. */
  private Ending ending(IOException answer) {
    return forced ? new Ending.Forced() : SystemAnswer.ending(answer);
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

  /**
   * A deadline has come. Where the machine is busy, the reading thread may not have had its turn
   * yet although the peer was in time: what has come is no silence.
   */
  private void ring() {
    lock.lock();
    try {
      if (!closed && graces < MOST_GRACES && session.reading() && wire.waiting() > 0) {
        graces++;
        alarm.atLatest(plan.clock().now() + GRACE_NANOS);
      } else if (!closed) {
        graces = 0;
        session.tick(plan.clock().now());
        obey();
      }
    } finally {
      lock.unlock();
    }
  }

  private interface Entry {
    void into(Driven session, long now);
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
    // A service may have left its thread interrupted, for which the channel would close itself.
    Thread.interrupted();
    while (!closed && obeyOne()) {
      // the next wish
    }
    if (!closed) {
      alarm.atLatest(session.nextTick());
    }
    changed.signalAll();
  }

  private boolean obeyOne() {
    switch (session.wish()) {
      case NONE -> {
        return goOn();
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

  private boolean goOn() {
    if (output.canWrite()) {
      writeAll();
      return true;
    }
    if (session.nextTick() == 0) {
      session.tick(plan.clock().now());
      return true;
    }
    Runnable task = session.takeTask();
    if (task != null) {
      Thread.ofVirtual().name("switchboard-task").start(() -> runTask(task));
    }
    return task != null;
  }

  private void finish() {
    try {
      wire.finish();
      plan.events().tell(at -> new Event.Finished(at, id()));
    } catch (IOException e) {
      session.failed(ending(e), plan.clock().now());
    }
  }

  private void runTask(Runnable task) {
    try {
      task.run();
      enter(Driven::resumed);
    } catch (Throwable e) {
      enter((session, now) -> session.failed(new Ending.ServiceFailed(e), now));
    }
  }

  /** Writes all that waits. Holds the lock when it begins and ends. */
  private void writeAll() {
    try {
      output.writeAll(write);
    } catch (IOException e) {
      session.failed(ending(e), plan.clock().now());
    }
  }

  private int writeOnce(ByteBuffer bytes, int start, int length) throws IOException {
    alarm.atLatest(session.nextTick()); // this write may block, and then somebody must notice
    int count = writeUnlocked(bytes, start, length);
    session.written(count, plan.clock().now());
    changed.signalAll();
    return count;
  }

  private int writeUnlocked(ByteBuffer bytes, int start, int length) throws IOException {
    lock.unlock();
    try {
      bytes.limit(start + length).position(start);
      if (packets) {
        wire.send(bytes);
        plan.events().packetSent(id(), bytes.clear(), start, length);
        return length;
      }
      int count = wire.write(bytes);
      plan.wireEvents().written(id(), bytes.clear(), start, count);
      return count;
    } finally {
      bytes.clear();
      lock.lock();
    }
  }

  @Override
  public void write(ByteBuffer from, int offset, int length) {
    output.add(from, offset, length);
  }

  @Override
  public void endPacket() {
    output.endPacket();
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      Thread.ofVirtual().name("switchboard-writer").start(this::posted);
    }
  }

  private void posted() {
    woken.set(false);
    enter(Driven::posted);
  }

  @Override
  public void drain() {
    Thread.ofVirtual().start(() -> enter(Driven::drain));
  }

  @Override
  public void force() {
    forced = true;
    Thread.ofVirtual().start(this::endByForce);
  }

  private void endByForce() {
    if (!enteredSoon()) {
      wire.reset(); // a service that does not come back may hold the lock
      lock.lock();
    }
    try {
      if (!closed) {
        session.failed(new Ending.Forced(), plan.clock().now());
        obey();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean enteredSoon() {
    try {
      return lock.tryLock(FORCE_WAITS_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return false; // nobody interrupts this thread
    }
  }

  @Override
  public void abandon() {
    wire.reset();
    alarm.cancel();
    presence.end(this, new Ending.Forced());
  }

  private void leave() {
    alarm.cancel();
    presence.end(this, session.ending());
    lock.lock();
    try {
      if (closed && !output.someoneWrites() && !memoryGiven) {
        memoryGiven = true;
        spareMemory.give(memory);
      }
    } finally {
      lock.unlock();
    }
  }
}
