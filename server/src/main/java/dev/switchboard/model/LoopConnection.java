package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Held;
import dev.switchboard.session.Session;
import dev.switchboard.session.Wish;
import dev.switchboard.wire.SystemAnswer;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A session on a non-blocking socket in a loop. It never waits: it takes what is there, writes what
 * the kernel takes, and says what it waits for next.
 *
 * <p>What a session writes lies in the loop's shared memory until the end of its turn, and goes out
 * with one write; only what the kernel does not take gets memory of its own.
 */
final class LoopConnection extends Wheel.Timer
    implements OpenConnection, Driver, SelectLoop.Ready {

  /** How many writes one turn may have, so that a fast reader does not keep the loop for itself. */
  private static final int WRITES_A_TURN = 8;

  private static final int WRITE_BYTES = 64 << 10;

  private final Plan plan;
  private final SelectLoop loop;
  private final Wire wire;
  private final long id;
  private final Session session;
  private final Held backlog;
  private final AtomicBoolean woken = new AtomicBoolean();
  private @Nullable SelectionKey key;
  private int interest = SelectionKey.OP_READ;
  private boolean closed;
  private boolean kernelFull; // since a write took less than it was given
  private boolean servedAgain;

  LoopConnection(Plan plan, SelectLoop loop, Wire wire) {
    this.plan = plan;
    this.loop = loop;
    this.wire = wire;
    this.id = plan.connections().nextId();
    this.backlog = new Held(loop.pool);
    this.session =
        new Session(
            new Link(wire.local(), wire.remote()).begin(plan.service()),
            plan.framing(),
            plan.sessionLimits(),
            false,
            this,
            loop.pool);
    plan.connections().opened(this);
  }

  @Override
  public long id() {
    return id;
  }

  /** In the loop's thread: watches the socket from now on. */
  void begin() {
    plan.events().tell(at -> new Event.Accepted(at, id, wire.local(), wire.remote()));
    try {
      key = loop.register(wire.channel(), interest, this);
      session.opened(loop.now());
    } catch (IOException e) {
      session.failed(SystemAnswer.ending(e), loop.now());
    }
    obey();
  }

  @Override
  public void ready(SelectionKey ready) {
    if (ready.isWritable()) {
      kernelFull = false;
    }
    if (ready.isReadable()) {
      read();
    }
    obey();
  }

  private void read() {
    ByteBuffer memory = loop.readMemory;
    try {
      int count = wire.read(memory.clear());
      memory.clear();
      if (plan.events().on()) {
        tellRead(memory, count);
      }
      if (count < 0) {
        session.finished(loop.now());
      } else if (count > 0) {
        session.bytes(memory, 0, count, loop.now());
      }
    } catch (IOException e) {
      session.failed(SystemAnswer.ending(e), loop.now());
    }
  }

  /** Does what the session wishes, as far as that goes now, and says what it waits for. */
  private void obey() {
    if (closed) {
      return;
    }
    int writes = 0;
    while (hasOutput() && !kernelFull && writes++ < WRITES_A_TURN) {
      flush();
    }
    spill();
    Runnable task = session.takeTask();
    if (task != null) {
      Thread.ofVirtual().name("switchboard-task").start(() -> runTask(task));
    }
    switch (session.wish()) {
      case NONE -> {}
      case FINISH -> finish();
      case CLOSE -> close(Wish.CLOSE);
      case RESET -> close(Wish.RESET);
    }
    if (!closed) {
      waitForNext();
    }
  }

  private void waitForNext() {
    long next = session.nextTick();
    if (next != 0) {
      loop.wheel.atLatest(this, next);
    } else if (!servedAgain) {
      servedAgain = true;
      loop.again(this);
    }
    int wanted =
        (session.reading() ? SelectionKey.OP_READ : 0)
            | (backlog.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    if (wanted != interest && key != null && key.isValid()) {
      interest = wanted;
      key.interestOps(wanted);
    }
  }

  private void finish() {
    try {
      wire.finish();
      plan.events().tell(at -> new Event.Finished(at, id));
    } catch (IOException e) {
      session.failed(SystemAnswer.ending(e), loop.now());
      close(Wish.RESET);
    }
  }

  private void close(Wish how) {
    closed = true;
    loop.wheel.remove(this);
    backlog.release();
    loop.writeMemory.clear();
    if (how == Wish.RESET) {
      wire.reset();
    } else {
      wire.close();
    }
    Ending ending = session.ending();
    plan.events()
        .tell(
            at ->
                new Event.Ended(
                    at, id, ending == null ? new Ending.IoError("it never began") : ending));
    plan.connections().closed(this);
  }

  // ---- output ----

  private boolean hasOutput() {
    return loop.writeMemory.position() > 0 || !backlog.isEmpty();
  }

  private void flush() {
    try {
      if (backlog.isEmpty()) {
        flushTurn();
      } else {
        flushBacklog();
      }
    } catch (IOException e) {
      backlog.release();
      loop.writeMemory.clear();
      session.failed(SystemAnswer.ending(e), loop.now());
    }
  }

  private void flushTurn() throws IOException {
    ByteBuffer memory = loop.writeMemory.flip();
    int count = wire.write(memory);
    int left = memory.remaining();
    if (left > 0) {
      kernelFull = true;
      backlog.append(memory, memory.position(), left);
    }
    memory.clear();
    written(memory, 0, count);
  }

  private void flushBacklog() throws IOException {
    ByteBuffer memory = backlog.memory();
    int start = backlog.start();
    int length = Math.min(WRITE_BYTES, backlog.end() - start);
    int count;
    try {
      count = wire.write(memory.limit(start + length).position(start));
    } finally {
      memory.clear();
    }
    kernelFull = count < length;
    if (plan.events().on()) {
      tellSent(memory, start, count);
    }
    backlog.advanceTo(start + count);
    session.written(count, loop.now());
  }

  private void written(ByteBuffer memory, int start, int count) {
    if (plan.events().on()) {
      tellSent(memory, start, count);
    }
    session.written(count, loop.now());
  }

  /** Moves what is left in the loop's memory to this connection's own. */
  private void spill() {
    ByteBuffer memory = loop.writeMemory;
    if (memory.position() > 0) {
      backlog.append(memory.flip(), 0, memory.limit());
      memory.clear();
    }
  }

  @Override
  public void write(ByteBuffer from, int offset, int length) {
    ByteBuffer memory = loop.writeMemory;
    if (backlog.isEmpty() && length <= memory.remaining()) {
      memory.put(memory.position(), from, offset, length);
      memory.position(memory.position() + length);
    } else {
      spill();
      backlog.append(from, offset, length);
    }
  }

  // ---- from the wheel and from other threads ----

  @Override
  void fire(long now) {
    tick();
  }

  void tick() {
    servedAgain = false;
    if (!closed) {
      session.tick(loop.now());
      obey();
    }
  }

  private interface Entry {
    void into(Session session, long now);
  }

  private void later(Entry entry) {
    loop.execute(
        () -> {
          if (!closed) {
            entry.into(session, loop.now());
            obey();
          }
        });
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      later(
          (session, now) -> {
            woken.set(false);
            session.posted(now);
          });
    }
  }

  @Override
  public void drain() {
    later(Session::drain);
  }

  @Override
  public void force() {
    later((session, now) -> session.failed(new Ending.Forced(), now));
  }

  private void runTask(Runnable task) {
    try {
      task.run();
      later(Session::resumed);
    } catch (RuntimeException | Error e) {
      later((session, now) -> session.failed(new Ending.ServiceFailed(e), now));
    }
  }

  private void tellRead(ByteBuffer memory, int count) {
    if (count != 0) {
      plan.events()
          .tell(
              at ->
                  count < 0
                      ? new Event.PeerFinished(at, id)
                      : new Event.Received(at, id, Events.bytes(memory, 0, count)));
    }
  }

  private void tellSent(ByteBuffer memory, int start, int count) {
    if (count > 0) {
      plan.events().tell(at -> new Event.Sent(at, id, Events.bytes(memory, start, count)));
    }
  }
}
