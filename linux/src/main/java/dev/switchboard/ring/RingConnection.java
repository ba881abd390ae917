package dev.switchboard.ring;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.kernel.Errno;
import dev.switchboard.model.OpenConnection;
import dev.switchboard.model.Presence;
import dev.switchboard.model.Wheel;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Wish;
import dev.switchboard.wire.SystemAnswer;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A session on a socket that a ring serves. The kernel is told once to receive, and tells of bytes
 * until the stream ends; a reply is queued, and its end is told.
 *
 * <pre>
 *   receiving:  ( idle ) ──arm──► ( armed ) ──cancel──► ( cancelled )
 *                   ▲                 │                       │
 *                   └── a completion without MORE ────────────┘
 *
 *   closing:    cancel what is in flight ─► its last completion ─► close(2) ─► its completion: ended
 * </pre>
 *
 * <p>A receive that is armed while the session does not read is left alone until something comes:
 * the session takes that, and then the receive is cancelled. So what comes unwanted is bounded by
 * one batch. The stream's end waits until the session reads.
 *
 * <p>All but what says "any thread" is called by the loop's thread.
 */
final class RingConnection extends Wheel.Timer implements OpenConnection, Driver {

  private enum Receiving {
    IDLE,
    ARMED,
    CANCELLED
  }

  /** So many full buffers, with more behind them, and a peer gets large ones. */
  private static final int FULL_ONES = 2;

  /** So many receives that a small one had held, and it gets small ones again. */
  private static final int SMALL_ONES = 256;

  private static final int NO_END = 1;
  private static final int STREAM_END = 0;

  /**
   * A reply and the end of the peer's stream may come in one batch. The reply is with the kernel
   * after the next round, and is then told first; but who does not read must not hold up the end.
   */
  private static final int ROUNDS_FOR_A_SEND = 2;

  private final RingLoop loop;
  private final int descriptor;
  private final long key;
  private final Presence presence;
  private final Driven session;
  private final RingOutput output;
  private final AtomicBoolean woken = new AtomicBoolean();
  private Receiving receiving = Receiving.IDLE;
  private ReceiveWindow window; // the buffers that the receive takes
  private boolean large; // whether it shall take large ones
  private boolean changeBuffers; // it takes others than it shall
  private int otherSizes; // how many receives in a row would have fitted the other buffers better
  private boolean unwanted; // bytes came while the session did not read
  private int heldEnd = NO_END; // how the stream ended while the session did not read: an answer
  private int patience; // rounds for which the end waits for what is being sent
  private boolean servedAgain;
  private boolean over; // the session has ended; the socket is being closed
  private boolean cancelled; // all that is in flight
  private boolean descriptorGone; // guarded by this: the kernel was asked to close it

  /**
   * @param key marks its completions: its place in the loop's table, and a number of its own
   */
  RingConnection(RingLoop loop, int descriptor, long key, Endpoint local, Endpoint remote) {
    this.loop = loop;
    this.descriptor = descriptor;
    this.key = key;
    this.presence = new Presence(loop.plan);
    this.window = loop.receives.small();
    this.output = new RingOutput(loop);
    this.session = loop.plan.session(presence.id(), local, remote, this, loop.pool);
  }

  @Override
  public long id() {
    return presence.id();
  }

  long key() {
    return key;
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
    if (over) {
      return;
    }
    loop.turnBegins();
    try {
      entry.into(session, loop.now());
      obey();
    } catch (Throwable e) {
      fail(e);
    }
    loop.turnEnds(this);
  }

  private void fail(Throwable e) {
    session.failed(new Ending.IoError(String.valueOf(e)), loop.now());
    close(Wish.RESET);
  }

  /** Receives from now on. */
  void begin(Endpoint local, Endpoint remote) {
    presence.begin(this, local, remote);
    turn(Driven::opened);
  }

  /** The receive has something to tell. */
  void received(int result, int flags) {
    if ((flags & Ring.MORE) == 0) {
      receiving = Receiving.IDLE;
    }
    if (over) {
      giveBack(flags);
      closeWhenAlone();
      return;
    }
    loop.turnBegins();
    try {
      if (result > 0) {
        bytes(result, flags);
      } else {
        noBytes(result, flags);
      }
      obey();
    } catch (Throwable e) {
      fail(e);
    }
    loop.turnEnds(this);
  }

  private void bytes(int length, int flags) {
    unwanted |= !session.reading();
    notice(length, flags);
    ReceiveWindow from = window;
    int buffer = Ring.buffer(flags);
    int start = from.buffers().start(buffer);
    if (loop.wireEvents.on()) {
      loop.events.tell(
          at -> new Event.Received(at, id(), Events.bytes(from.memory(), start, length)));
    }
    from.open(buffer, length);
    loop.receives.opened(from);
    try {
      session.bytes(from.memory(), start, length, loop.now());
    } finally {
      from.close(buffer, output.keeps(from, buffer));
    }
  }

  /** Looks whether this peer sends much at a time, or does not any more. */
  private void notice(int length, int flags) {
    boolean otherSize =
        large
            ? length <= loop.receives.small().buffers().bytes()
            : length == window.buffers().bytes() && (flags & Ring.NOT_EMPTY) != 0;
    otherSizes = otherSize ? otherSizes + 1 : 0;
    if (otherSizes == (large ? SMALL_ONES : FULL_ONES)) {
      otherSizes = 0;
      large = !large;
      changeBuffers = true;
    }
  }

  private void giveBack(int flags) {
    if ((flags & Ring.BUFFER) != 0) {
      window.buffers().give(Ring.buffer(flags));
    }
  }

  private void noBytes(int result, int flags) {
    giveBack(flags);
    if (Errno.ENOBUFS.is(result)) {
      loop.ranOutOfBuffers();
    } else if (!Errno.ECANCELED.is(result) && !Errno.EINTR.is(result)) {
      heldEnd = result; // obey() tells it when the session reads
      patience = ROUNDS_FOR_A_SEND;
    }
  }

  /** The send has completed. */
  void sent(int result) {
    if (over) {
      output.failed();
      output.release();
      closeWhenAlone();
      return;
    }
    loop.turnBegins();
    try {
      if (result >= 0) {
        output.sent(result, loop.wireEvents, id());
        session.written(result, loop.now());
      } else {
        output.failed();
        output.release();
        session.failed(SystemAnswer.ending(Errno.failure(result)), loop.now());
      }
      obey();
    } catch (Throwable e) {
      fail(e);
    }
    loop.turnEnds(this);
  }

  /** Does what the session wishes, and says what it waits for. */
  private void obey() {
    output.flush(descriptor, key | RingLoop.SENT);
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

  private void waitForNext() {
    boolean reading = session.reading();
    boolean endWaits = heldEnd != NO_END && output.isFlying() && patience > 0;
    if (reading && heldEnd != NO_END && !endWaits) {
      tellEnd();
      return;
    }
    long next = endWaits ? 0 : session.nextTick();
    if (next != 0) {
      loop.wheel.atLatest(this, next);
    } else if (!servedAgain) {
      servedAgain = true;
      loop.again(this);
    }
    if (reading && heldEnd == NO_END) {
      receive();
    }
    if ((reading ? changeBuffers : unwanted) && receiving == Receiving.ARMED) {
      receiving = Receiving.CANCELLED;
      loop.ring.cancel(key | RingLoop.RECEIVED, RingLoop.IGNORED);
    }
  }

  private void receive() {
    if (receiving == Receiving.IDLE) {
      receiving = Receiving.ARMED;
      unwanted = false;
      changeBuffers = false;
      window = large ? loop.receives.large() : loop.receives.small();
      if (large) {
        loop.ring.receiveOnce(descriptor, window.group(), key | RingLoop.RECEIVED);
      } else {
        loop.ring.receive(descriptor, window.group(), key | RingLoop.RECEIVED);
      }
    }
  }

  /** The end of the stream was told, and now the session hears of it; each is told once. */
  private void tellEnd() {
    int result = heldEnd;
    heldEnd = NO_END;
    if (result == STREAM_END) {
      loop.wireEvents.read(id(), window.memory(), -1);
      session.finished(loop.now());
    } else {
      session.failed(SystemAnswer.ending(Errno.failure(result)), loop.now());
    }
    obey();
  }

  private void finish() {
    long answer = Sockets.finish(descriptor);
    if (answer < 0) {
      session.failed(SystemAnswer.ending(Errno.failure(answer)), loop.now());
    } else {
      loop.events.tell(at -> new Event.Finished(at, id()));
    }
    obey(); // finish is wished once, so this goes no deeper
  }

  // ---- the end ----

  private void close(Wish how) {
    if (over) {
      return;
    }
    over = true;
    loop.wheel.remove(this);
    output.release();
    if (how == Wish.RESET) {
      Sockets.resetAtClose(descriptor);
    }
    closeWhenAlone();
  }

  /** A descriptor is closed when nothing is in flight on it; its number is free from then on. */
  private void closeWhenAlone() {
    if (receiving != Receiving.IDLE || output.isFlying()) {
      if (!cancelled) {
        cancelled = true;
        loop.ring.cancelAll(descriptor, RingLoop.IGNORED);
      }
      return;
    }
    synchronized (this) {
      descriptorGone = true;
    }
    loop.ring.close(descriptor, key | RingLoop.CLOSED);
  }

  /** The socket is closed. */
  void closed() {
    loop.forget(this);
    presence.end(this, session.ending());
  }

  /** The loop has ended, and its ring with it. */
  void lose(Ending ending) {
    boolean gone;
    synchronized (this) {
      gone = descriptorGone;
      descriptorGone = true;
    }
    if (!gone) {
      Sockets.reset(descriptor);
    }
    Ending own = session.ending();
    presence.end(this, over && own != null ? own : ending);
  }

  /** Called in the session's own methods only. */
  @Override
  public void write(ByteBuffer from, int offset, int length) {
    output.add(from, offset, length);
  }

  // ---- from the wheel and from other threads ----

  @Override
  protected void fire(long now) {
    tick();
  }

  void tick() {
    servedAgain = false;
    patience--;
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

  /**
   * Any thread: the loop is held up. The peer hears the end at once; the descriptor is closed when
   * the loop goes on.
   */
  @Override
  public void abandon() {
    synchronized (this) {
      if (!descriptorGone) {
        Sockets.shutdown(descriptor);
      }
    }
    presence.end(this, new Ending.Forced());
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
