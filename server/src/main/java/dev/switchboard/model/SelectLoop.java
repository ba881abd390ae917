package dev.switchboard.model;

import dev.switchboard.session.BufferPool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * One thread that serves many sockets: it asks which of them can go on, serves each for a turn,
 * turns its wheel, does what other threads asked for, and asks again.
 *
 * <p>All fields but {@code asked} and {@code stopped} belong to that thread.
 */
final class SelectLoop implements Runnable {

  /** Something in this loop that waits for its socket. */
  interface Ready {
    void ready();
  }

  private static final int READ_BYTES = 64 << 10;
  private static final int WRITE_BYTES = 64 << 10;
  private static final int TURNS_AT_ONE_TIME = 16;
  private static final long MILLI = 1_000_000;

  private final Plan plan;
  private final Selector selector;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  final Wheel wheel = new Wheel();
  final BufferPool pool = new BufferPool();

  /** What a read gives; each connection is done with it before the next one reads. */
  final ByteBuffer readMemory = ByteBuffer.allocateDirect(READ_BYTES);

  /** What a session writes during its turn, from index 0 to the position; empty between turns. */
  final ByteBuffer writeMemory = ByteBuffer.allocateDirect(WRITE_BYTES);

  private final Queue<LoopConnection> again = new ArrayDeque<>();
  private final Consumer<SelectionKey> serve = this::serve; // made once, not for each select
  private long now;
  private int turnsAtThisTime;

  SelectLoop(Plan plan) throws IOException {
    this.plan = plan;
    this.selector = Selector.open();
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
        select();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the selector failed", e);
    }
  }

  private void select() throws IOException {
    turnsAtThisTime = 0; // waiting takes time
    if (!again.isEmpty() || !asked.isEmpty()) {
      selector.selectNow(serve);
      return;
    }
    long due = wheel.nextDue();
    if (due == Wheel.NEVER) {
      selector.select(serve);
      return;
    }
    long rest = due - plan.clock().now();
    if (rest <= 0) {
      selector.selectNow(serve);
    } else {
      selector.select(serve, (rest + MILLI - 1) / MILLI);
    }
  }

  private void serve(SelectionKey key) {
    if (key.isValid()) {
      ((Ready) key.attachment()).ready();
    }
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
    selector.wakeup();
  }

  SelectionKey register(SelectableChannel channel, int interest, Ready waiting) throws IOException {
    return channel.register(selector, interest, waiting);
  }

  /** Gives back what a loop that never ran has of the system. */
  void discard() throws IOException {
    selector.close();
  }

  /** Any thread: ends the loop. */
  void stop() {
    stopped = true;
    selector.wakeup();
  }
}
