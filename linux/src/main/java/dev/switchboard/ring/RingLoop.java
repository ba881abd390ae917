package dev.switchboard.ring;

import dev.switchboard.event.Events;
import dev.switchboard.model.Clock;
import dev.switchboard.model.Loop;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Wheel;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * One thread that serves many sockets through a ring: it gives the kernel what is to be done, waits
 * for what has been done, gives each connection its turn, turns its wheel, does what other threads
 * asked for, and goes round again.
 *
 * <p>All fields but {@code asked}, {@code alarm} and {@code stopped} belong to that thread.
 */
final class RingLoop implements Loop, Completions {

  // What a completion is about, in the lowest byte of its user data.
  static final int RECEIVED = 1;
  static final int SENT = 2;
  static final int CLOSED = 3;
  static final int ACCEPTED = 4;
  static final int IGNORED = 5;
  private static final int ALARM = 6;
  private static final int KIND = 0xff;

  private static final int SUBMISSIONS = 512;
  private static final int COMPLETIONS = 8192;
  private static final int TURNS_AT_ONE_TIME = 16;

  final Plan plan;
  final Events events;
  final Events wireEvents; // of bytes; under TLS nobody hears of those
  private final Clock clock;
  private final long spinNanos;
  private final Owned owned = new Owned();
  private final Alarm alarm;
  private final RingAcceptor acceptor;
  private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  final Ring ring;
  final Receives receives;

  final Wheel wheel = new Wheel();
  final BufferPool pool = new BufferPool();
  final SendSlots slots = new SendSlots();
  private final OpenOnRing open = new OpenOnRing();
  private final Queue<RingConnection> again = new ArrayDeque<>();
  private long now;
  private int turnsAtThisTime;
  private long outOfBuffers;

  /**
   * @param spinning how long to look for completions before the thread sleeps
   */
  RingLoop(Plan plan, Plan.Share share, Duration spinning, Receives.Sizes sizes)
      throws IOException {
    this.plan = plan;
    this.events = plan.events();
    this.wireEvents = plan.wireEvents();
    this.clock = plan.clock();
    this.spinNanos = spinning.toNanos();
    try {
      this.alarm = owned.keep(new Alarm());
      this.ring = owned.keep(Ring.open(SUBMISSIONS, COMPLETIONS));
      this.receives = owned.keep(new Receives(ring, sizes));
      this.acceptor = owned.keep(new RingAcceptor(this, share.listening()));
    } catch (IOException e) {
      owned.close();
      throw e;
    }
  }

  @Override
  public void run() {
    try {
      ring.enable();
      alarm.arm(ring, ALARM);
      acceptor.begin();
      serve();
    } catch (IOException e) {
      throw new UncheckedIOException("the ring failed", e);
    }
    discard(new Ending.Forced());
  }

  private void serve() throws IOException {
    while (!stopped) {
      // A service may have left this thread interrupted, and its next task would see that.
      Thread.interrupted();
      now = clock.now();
      wheel.turn(now);
      serveAgain();
      doWhatWasAsked();
      receives.publish();
      turnsAtThisTime = 0; // waiting takes time
      await();
      ring.drain(this);
    }
    ring.enter(0, 0); // what was queued last: closings
  }

  private void await() throws IOException {
    if (!again.isEmpty() || !asked.isEmpty() || stopped) {
      ring.enter(0, 0);
      return;
    }
    long due = wheel.nextDue();
    long rest = due == Wheel.NEVER ? Ring.FOREVER : due - clock.now();
    if (rest <= 0) {
      ring.enter(0, 0);
    } else if (spinNanos == 0 || !spin()) {
      ring.enter(1, rest);
    }
  }

  /** Looks for a while whether something has completed, instead of sleeping; true if so. */
  private boolean spin() throws IOException {
    long began = System.nanoTime();
    do {
      ring.enter(0, 0);
      if (!ring.isEmpty() || stopped) {
        return true;
      }
      Thread.onSpinWait();
    } while (System.nanoTime() - began < spinNanos);
    return false;
  }

  @Override
  public void completed(long userData, int result, int flags) {
    int kind = (int) userData & KIND;
    switch (kind) {
      case RECEIVED -> open.at(userData).received(result, flags);
      case SENT -> open.at(userData).sent(result);
      case CLOSED -> open.at(userData).closed();
      case ACCEPTED -> acceptor.accepted((int) (userData >>> 8), result, flags);
      case ALARM -> alarm.arm(ring, ALARM);
      default -> {} // a cancelling has ended; what was cancelled tells more
    }
  }

  // ---- connections ----

  /** A key for a connection that begins, and a place in the table. */
  long newKey() {
    return open.newKey();
  }

  /** It is not used after all. */
  void giveBack(long key) {
    open.giveBack(key);
  }

  void remember(RingConnection connection) {
    open.put(connection);
  }

  void forget(RingConnection connection) {
    open.remove(connection);
  }

  /** No buffer was left for a receive; it is armed again when those of this batch are back. */
  void ranOutOfBuffers() {
    outOfBuffers++;
  }

  /** How often that was so. */
  long outOfBuffers() {
    return outOfBuffers;
  }

  /**
   * A connection has its turn from now on; all it is told happens at this time. Turns are short, so
   * the clock is read once for several of them, unless somebody listens to how long each takes.
   */
  void turnBegins() {
    if (turnsAtThisTime == 0 || events.on()) {
      now = clock.now();
      turnsAtThisTime = TURNS_AT_ONE_TIME;
    }
    turnsAtThisTime--;
  }

  void turnEnds(RingConnection connection) {
    if (events.on()) {
      events.loopHeld(connection.id(), clock.now() - now);
    }
  }

  /** When the present turn began. */
  long now() {
    return now;
  }

  /** Those that had more to do than one turn allows, each once. */
  private void serveAgain() {
    for (int count = again.size(); count > 0; count--) {
      again.remove().tick();
    }
  }

  /** Has the connection served again when all others had their turn. */
  void again(RingConnection connection) {
    again.add(connection);
  }

  // ---- other threads ----

  private void doWhatWasAsked() {
    alarm.heard();
    for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
      action.run();
    }
  }

  /** Any thread: has something done in this loop's thread, soon. */
  void execute(Runnable action) {
    asked.add(action);
    alarm.ring();
  }

  @Override
  public void suspend() throws InterruptedException {
    acceptor.suspend();
  }

  /** What is in flight ends with the ring; then nothing holds the sockets any more. */
  @Override
  public void discard(Ending ending) {
    owned.close();
    open.loseAll(ending);
  }

  @Override
  public void stop() {
    stopped = true;
    alarm.ring();
  }
}
