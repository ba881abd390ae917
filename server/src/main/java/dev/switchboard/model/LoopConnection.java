package dev.switchboard.model;

import dev.switchboard.event.Event;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Wish;
import dev.switchboard.wire.Poller;
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
 * <p>All but what says "any thread" is called by the loop's thread.
 */
final class LoopConnection extends Wheel.Timer implements OpenConnection, Driver, Poller.Ready {

  /** How many writes one turn may have, so that a fast reader does not keep the loop for itself. */
  private static final int WRITES_A_TURN = 8;

  private final Plan plan;
  private final SelectLoop loop;
  private final Wire wire;
  private final Presence presence;
  private final Driven session;
  private final LoopOutput output;
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Entry socketReady = (open, now) -> useSocket(); // made once, not for each message
  private Poller.@Nullable Watched watched;
  private int ready; // the operations that can go on in this turn
  private int interest = SelectionKey.OP_READ;
  private boolean closed;
  private boolean servedAgain;

  LoopConnection(Plan plan, SelectLoop loop, Wire wire) {
    this.plan = plan;
    this.loop = loop;
    this.wire = wire;
    this.presence = new Presence(plan);
    this.output = new LoopOutput(plan, loop, wire, presence.id());
    this.session = plan.session(presence.id(), wire.local(), wire.remote(), this, loop.pool);
    presence.begin(this, wire.local(), wire.remote());
  }

  @Override
  public long id() {
    return presence.id();
  }

  // ---- a turn ----

  private interface Entry {
    void into(Driven session, long now);
  }

  /**
   * Something is told to the session, and what it then wishes is done. What goes wrong here beyond
   * what is foreseen ends this connection, and no other of this loop.
   */
  private void turn(Entry entry) {
    if (closed) {
      return;
    }
    loop.turnBegins();
    try {
      entry.into(session, loop.now());
      obey();
    } catch (Throwable e) {
      session.failed(new Ending.IoError(String.valueOf(e)), loop.now());
      close(Wish.RESET);
    }
    loop.turnEnds(this);
  }

  /** Watches the socket from now on. */
  void begin() {
    turn(this::watch);
  }

  private void watch(Driven open, long now) {
    try {
      watched = loop.watch(wire.pollable(), interest, this);
      open.opened(now);
    } catch (IOException e) {
      open.failed(SystemAnswer.ending(e), now);
    }
  }

  @Override
  public void ready(int operations) {
    ready = operations;
    turn(socketReady);
  }

  private void useSocket() {
    if ((ready & SelectionKey.OP_WRITE) != 0) {
      output.kernelHasRoom();
    }
    if ((ready & SelectionKey.OP_READ) != 0) {
      read();
    }
  }

  private void read() {
    ByteBuffer memory = loop.readMemory;
    try {
      int count = wire.read(memory.clear());
      if (count == Wire.EMPTY_PACKET) {
        plan.events().packet(id(), memory.clear(), 0);
        session.bytes(memory, 0, 0, loop.now());
        return;
      }
      plan.wireEvents().read(id(), memory.clear(), count);
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
    for (int writes = 0; writes < WRITES_A_TURN && output.canFlush(); writes++) {
      flush();
    }
    output.endTurn();
    Runnable task = session.takeTask();
    if (task != null) {
      Thread.ofVirtual().name("switchboard-task").start(() -> runTask(task));
    }
    switch (session.wish()) {
      case NONE -> waitForNext();
      case FINISH -> finish();
      case CLOSE -> close(Wish.CLOSE);
      case RESET -> close(Wish.RESET);
    }
  }

  private void flush() {
    try {
      session.written(output.flush(), loop.now());
    } catch (IOException e) {
      output.release();
      session.failed(SystemAnswer.ending(e), loop.now());
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
            | (output.isEmpty() ? 0 : SelectionKey.OP_WRITE);
    if (wanted != interest && watched != null) {
      interest = wanted;
      watched.interest(wanted);
    }
  }

  private void finish() {
    try {
      wire.finish();
      plan.events().tell(at -> new Event.Finished(at, id()));
    } catch (IOException e) {
      session.failed(SystemAnswer.ending(e), loop.now());
    }
    obey(); // finish is wished once, so this goes no deeper
  }

  private void close(Wish how) {
    closed = true;
    loop.wheel.remove(this);
    output.release();
    if (how == Wish.RESET) {
      wire.reset();
    } else {
      wire.close();
    }
    presence.end(this, session.ending());
  }

  /** Called in the session's own methods only. */
  @Override
  public void write(ByteBuffer from, int offset, int length) {
    output.add(from, offset, length);
  }

  @Override
  public void endPacket() {
    output.endPacket();
  }

  // ---- from the wheel and from other threads ----

  @Override
  protected void fire(long now) {
    tick();
  }

  void tick() {
    servedAgain = false;
    turn(Driven::tick);
  }

  /** Any thread. */
  private void later(Entry entry) {
    loop.execute(() -> turn(entry));
  }

  /** Any thread. */
  @Override
  public void wake() {
    if (woken.compareAndSet(false, true)) {
      later((open, now) -> {
        woken.set(false);
        open.posted(now);
      });
    }
  }

  /** Any thread. */
  @Override
  public void drain() {
    later(Driven::drain);
  }

  /** Any thread. */
  @Override
  public void force() {
    later((open, now) -> open.failed(new Ending.Forced(), now));
  }

  /** Any thread. A reset would wait until the loop has looked again; a close is heard at once. */
  @Override
  public void abandon() {
    wire.close();
    presence.end(this, new Ending.Forced());
  }

  boolean isOf(SelectLoop other) {
    return loop.equals(other);
  }

  /** Any thread: its loop does not run any more. */
  void lose(Ending ending) {
    wire.reset();
    presence.end(this, ending);
  }

  /** In a thread of the task's own. */
  private void runTask(Runnable task) {
    try {
      task.run();
      later(Driven::resumed);
    } catch (Throwable e) {
      later((open, now) -> open.failed(new Ending.ServiceFailed(e), now));
    }
  }
}
