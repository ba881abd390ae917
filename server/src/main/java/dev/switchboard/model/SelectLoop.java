package dev.switchboard.model;

import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that serves many sockets: it asks which of them can go on, serves each for a turn,
 * turns its wheel, does what other threads asked for, and asks again.
 *
 * <p>All fields but {@code asked} and {@code stopped} belong to that thread.
 */
final class SelectLoop implements Loop {

  private static final int READ_BYTES = 64 << 10;
  private static final int WRITE_BYTES = 64 << 10;
  private static final int TURNS_AT_ONE_TIME = 16;
  private static final long MILLI = 1_000_000;

  private final Plan plan;
  private final Poller poller;
  private final LoopAcceptor acceptor;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  final Wheel wheel = new Wheel();
  final BufferPool pool = new BufferPool();

  /** What a read gives; each connection is done with it before the next one reads. */
  final ByteBuffer readMemory;

  /** What a session writes during its turn, from index 0 to the position; empty between turns. */
  final ByteBuffer writeMemory = ByteBuffer.allocateDirect(WRITE_BYTES);

  private final Queue<LoopConnection> again = new ArrayDeque<>();
  private long now;
  private int turnsAtThisTime;

  SelectLoop(Plan plan, Plan.Share share) throws IOException {
    this.plan = plan;
    this.readMemory = ByteBuffer.allocateDirect(plan.readBytes(READ_BYTES));
    this.poller = plan.transport().poller();
    this.acceptor = new LoopAcceptor(plan, share, this);
  }

  @Override
  public void run() {
    try {
      while (!stopped) {
        // A service may have left this thread interrupted, and select would not wait any more.
        Thread.interrupted();
        now = plan.clock().now();
        wheel.turn(now);
        serveAgain();
        doWhatWasAsked();
        await();
      }
      poller.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the poller failed", e);
    }
  }

  private void await() throws IOException {
    turnsAtThisTime = 0; // waiting takes time
    poller.poll(again.isEmpty() && asked.isEmpty() ? millisToNextTimer() : 0);
  }

  private long millisToNextTimer() {
    long due = wheel.nextDue();
    if (due == Wheel.NEVER) {
      return Poller.FOREVER;
    }
    long rest = due - plan.clock().now();
    return rest <= 0 ? 0 : (rest + MILLI - 1) / MILLI;
  }

  /**
   * A connection has its turn from now on; all it is told happens at this time. Turns are short, so
   * the clock is read once for several of them, unless somebody listens to how long each takes.
   */
  void turnBegins() {
    if (turnsAtThisTime == 0 || plan.events().on()) {
      now = plan.clock().now();
      turnsAtThisTime = TURNS_AT_ONE_TIME;
    }
    turnsAtThisTime--;
  }

  void turnEnds(LoopConnection connection) {
    if (plan.events().on()) {
      plan.events().loopHeld(connection.id(), plan.clock().now() - now);
    }
  }

  /** Those that had more to do than one turn allows, each once. */
  private void serveAgain() {
    for (int count = again.size(); count > 0; count--) {
      again.remove().tick();
    }
  }

  private void doWhatWasAsked() {
    for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
      action.run();
    }
  }

  /** When the present turn began. */
  long now() {
    return now;
  }

  /** Has the connection served again when all others had their turn. */
  void again(LoopConnection connection) {
    again.add(connection);
  }

  /** Any thread: has something done in this loop's thread, soon. */
  void execute(Runnable action) {
    asked.add(action);
    poller.wake();
  }

  Poller.Watched watch(Pollable socket, int operations, Poller.Ready ready) throws IOException {
    return poller.watch(socket, operations, ready);
  }

  @Override
  public void suspend() throws InterruptedException {
    acceptor.suspend();
  }

  @Override
  public void discard(Ending ending) {
    for (OpenConnection open : plan.connections().snapshot()) {
      if (open instanceof LoopConnection connection && connection.isOf(this)) {
        connection.lose(ending);
      }
    }
    try {
      poller.close();
    } catch (IOException e) {
      return; // its descriptors are gone in any case
    }
  }

  @Override
  public void stop() {
    stopped = true;
    poller.wake();
  }
}
