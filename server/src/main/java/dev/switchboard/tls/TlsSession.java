package dev.switchboard.tls;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Driven;
import dev.switchboard.session.Driver;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import dev.switchboard.session.SessionLimits;
import dev.switchboard.session.Wish;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * TLS between a driver and a session: towards the driver a session whose bytes are ciphertext,
 * towards the session a driver that takes plaintext. Without I/O, so it works under every model.
 *
 * <pre>
 *                established       the session closes: close_notify, FIN
 *   ( handshake ) ─────────► ( open ) ───────────────────────────────► ( ended )
 *        │ not TLS, late, refused │ truncated, damaged, an alert            ▲
 *        └────────────────────────┴─► ( flushing ) ─► ( lingering ) ────────┘
 *                                      our alert       FIN, 64 KiB or 2 s
 * </pre>
 *
 * <p>The session begins when the handshake is done; whoever comes with something else than TLS
 * costs no conversation. The engine's heavy work is a task ({@link #takeTask()}), and nothing is
 * read until it is done. The session is told that plaintext was written when the kernel has taken
 * the ciphertext of it; at most 64 KiB of that is made in advance, the rest waits as plaintext,
 * which the session bounds.
 *
 * <p>The peer's close_notify is its end of the stream, and we may go on sending. The end of the
 * connection without it ends the conversation as {@link Ending.TlsTruncated}.
 */
public final class TlsSession implements Driven {

  /** How much ciphertext may wait for the kernel before no more is made. */
  private static final long CIPHERTEXT_MARK = 64 << 10;

  private static final long NEVER = Long.MAX_VALUE;

  /** Makes the session of a connection whose handshake is done. */
  @FunctionalInterface
  public interface Beginning {
    Driven session(Driver driver, Handshake handshake);
  }

  private enum State {
    HANDSHAKE,
    OPEN,
    FLUSHING, // what ended it is known; our last records go out
    LINGERING, // our FIN has gone out
    ENDED
  }

  private final long connection;
  private final SessionLimits limits;
  private final Events events;
  private final Driver driver;
  private final Beginning beginning;
  private final RecordLayer layer;
  private final InFlight inFlight = new InFlight();

  private State state = State.HANDSHAKE;
  private @Nullable Driven session; // once the handshake is done
  private @Nullable Ending ending; // ours, which goes before the session's
  private @Nullable TlsException unwritable; // found where nothing can be thrown
  private Wish last = Wish.NONE; // how the connection is closed
  private long now;
  private long deadline = NEVER; // of the handshake; then of our end being taken; of lingering
  private long recordBegan = NEVER; // the first byte of a record that is not whole
  private long recordsBefore; // when that was
  private long lingered; // bytes thrown away
  private boolean sessionOver; // it wants the connection closed
  private boolean finishDue;
  private boolean finishTold;
  private boolean taskGiven; // one of the engine's
  private boolean streamEnded; // a read has told the end of the connection
  private boolean peerClosed; // close_notify came

  /**
   * @param connection its number, for events
   * @param pool where bytes of unfinished records are kept; belongs to the thread that enters
   */
  public TlsSession(
      SSLEngine engine,
      long connection,
      SessionLimits limits,
      Events events,
      Driver driver,
      BufferPool pool,
      Beginning beginning) {
    this.connection = connection;
    this.limits = limits;
    this.events = events;
    this.driver = driver;
    this.beginning = beginning;
    this.layer = new RecordLayer(engine, pool, new Ends());
  }

  private interface Call {
    void of(RecordLayer layer) throws TlsException;
  }

  /** Uses the layer; what that finds ends the connection. */
  private void use(Call call) {
    try {
      call.of(layer);
    } catch (TlsException e) {
      fail(e.ending());
    }
  }

  // ---- what happened ----

  @Override
  public void opened(long now) {
    this.now = now;
    deadline = later(limits.handshake());
    use(RecordLayer::begin);
    settle();
  }

  @Override
  public void bytes(ByteBuffer memory, int offset, int length, long now) {
    this.now = now;
    switch (state) {
      case HANDSHAKE, OPEN -> {
        try {
          layer.received(memory, offset, length);
        } catch (TlsException e) {
          fail(e.ending());
        }
      }
      case LINGERING -> {
        lingered += length;
        if (lingered > limits.lingerBytes()) {
          end(Wish.CLOSE);
        }
      }
      case FLUSHING, ENDED -> {}
    }
    settle();
  }

  @Override
  public void finished(long now) {
    this.now = now;
    streamEnded = true;
    settle();
  }

  /** What came before the end has been looked at. */
  private void takeEnd() {
    switch (state) {
      case HANDSHAKE -> fail(new Ending.TlsFailed("the peer left before the handshake was done"));
      case OPEN -> {
        Driven open = opened();
        if (peerClosed) {
          return;
        }
        peerClosed = true;
        if (open.ending() == null) {
          fail(new Ending.TlsTruncated());
        } else {
          open.finished(now); // all had been said
        }
      }
      case LINGERING -> end(Wish.CLOSE);
      case FLUSHING, ENDED -> {}
    }
  }

  @Override
  public void failed(Ending cause, long now) {
    this.now = now;
    if (state == State.OPEN) {
      opened().failed(cause, now);
      end(opened().wish());
    } else {
      ending = ending() == null ? cause : ending;
      end(Wish.RESET);
    }
  }

  @Override
  public void posted(long now) {
    this.now = now;
    if (state == State.OPEN) {
      opened().posted(now);
    }
    settle();
  }

  @Override
  public void written(long count, long now) {
    this.now = now;
    long plain = inFlight.taken(count);
    if (state == State.OPEN && plain > 0) {
      opened().written(plain, now);
    }
    settle();
  }

  @Override
  public void tick(long now) {
    this.now = now;
    boolean late = now >= deadline;
    switch (state) {
      case HANDSHAKE -> {
        if (late) {
          fail(new Ending.TlsLate(limits.limits().handshake()));
        }
      }
      case OPEN -> {
        if (late) {
          end(Wish.RESET); // it took not even our close_notify
        } else if (now >= recordLate()) {
          fail(new Ending.Late(limits.limits().messageTime()));
        } else {
          opened().tick(now);
        }
      }
      case FLUSHING -> {
        if (late) {
          end(Wish.RESET);
        }
      }
      case LINGERING -> {
        if (late) {
          end(Wish.CLOSE);
        }
      }
      case ENDED -> {}
    }
    settle();
  }

  @Override
  public void drain(long now) {
    this.now = now;
    if (state == State.HANDSHAKE) {
      ending = new Ending.Drained();
      end(Wish.CLOSE);
    } else if (state == State.OPEN) {
      opened().drain(now);
    }
    settle();
  }

  @Override
  public void resumed(long now) {
    this.now = now;
    if (taskGiven) {
      taskGiven = false;
      if (state == State.HANDSHAKE || state == State.OPEN) {
        use(RecordLayer::taskDone);
      }
    } else if (state == State.OPEN) {
      opened().resumed(now);
    }
    settle();
  }

  // ---- what it wishes ----

  @Override
  public Wish wish() {
    if (state == State.ENDED) {
      return last;
    }
    if (finishDue) {
      finishDue = false;
      return Wish.FINISH;
    }
    return Wish.NONE;
  }

  @Override
  public boolean reading() {
    return !streamEnded
        && switch (state) {
          case HANDSHAKE -> !layer.isBusy();
          case OPEN -> !layer.isBusy() && !peerClosed && !sessionOver && opened().reading();
          case LINGERING -> true;
          case FLUSHING, ENDED -> false;
        };
  }

  @Override
  public long nextTick() {
    return switch (state) {
      case HANDSHAKE, FLUSHING, LINGERING -> deadline;
      case OPEN -> Math.min(Math.min(deadline, recordLate()), opened().nextTick());
      case ENDED -> NEVER;
    };
  }

  @Override
  public @Nullable Runnable takeTask() {
    Runnable work = layer.takeTask();
    if (work != null) {
      taskGiven = true;
      return work;
    }
    return state == State.OPEN && !taskGiven ? opened().takeTask() : null;
  }

  @Override
  public @Nullable Ending ending() {
    return ending != null || session == null ? ending : session.ending();
  }

  // ---- steps ----

  private Driven opened() {
    return Objects.requireNonNull(session);
  }

  private long later(long nanos) {
    long time = now + nanos;
    return time < 0 ? NEVER : time;
  }

  private long recordLate() {
    return recordBegan == NEVER || recordBegan + limits.messageTime() < 0
        ? NEVER
        : recordBegan + limits.messageTime();
  }

  /** Takes the steps that follow from the others; the last thing of every call. */
  private void settle() {
    if (streamEnded && !layer.isBusy()) {
      takeEnd();
    }
    if (state == State.OPEN) {
      settleOpen();
    }
    if (state == State.FLUSHING && inFlight.pending() == 0) {
      state = State.LINGERING;
      deadline = later(limits.lingerTime());
      finishDue = !finishTold;
      finishTold = true;
      if (streamEnded) {
        end(Wish.CLOSE);
      }
    }
  }

  private void settleOpen() {
    use(RecordLayer::push);
    TlsException broken = unwritable;
    if (broken != null) {
      fail(broken.ending());
    }
    if (state == State.OPEN && !sessionOver) {
      obey(opened().wish());
    }
    if (state == State.OPEN) {
      noteRecord();
      settleClose();
    }
  }

  private void obey(Wish wish) {
    switch (wish) {
      case NONE -> {}
      case FINISH -> use(RecordLayer::close);
      case CLOSE -> {
        sessionOver = true;
        if (layer.isClosed()) {
          end(Wish.CLOSE); // it has lingered
        } else {
          deadline = later(limits.write());
          use(RecordLayer::close);
        }
      }
      case RESET -> end(Wish.RESET);
    }
  }

  /** Our close_notify is on the wire: then our end of the stream, or of all. */
  private void settleClose() {
    if (layer.isClosed() && inFlight.pending() == 0) {
      if (sessionOver) {
        end(Wish.CLOSE);
      } else if (!finishTold) {
        finishTold = true;
        finishDue = true;
      }
    }
  }

  /** A record is late as a message is; what is not read now cannot be. */
  private void noteRecord() {
    if (!layer.isInRecord() || !opened().reading()) {
      recordBegan = NEVER;
    } else if (recordBegan == NEVER || recordsBefore != layer.records()) {
      recordBegan = now;
      recordsBefore = layer.records();
    }
  }

  /** Ends because of something that the session knows nothing of; our last records go out. */
  private void fail(Ending how) {
    if (state != State.HANDSHAKE && state != State.OPEN) {
      return;
    }
    boolean wasOpen = state == State.OPEN;
    state = State.FLUSHING;
    deadline = later(limits.write());
    if (!wasOpen) {
      ending = how;
      return;
    }
    Ending before = opened().ending();
    opened().failed(how, now);
    if (before instanceof Ending.PeerFinished && how instanceof Ending.TlsFailed) {
      ending = how; // what was taken for close_notify was another alert
    }
    if (!layer.hasUnsent()) { // else close_notify would say that this was all
      closeAnyway();
    }
  }

  private void closeAnyway() {
    try {
      layer.close();
    } catch (TlsException e) {
      return; // that it failed is known already
    }
  }

  private void end(Wish how) {
    if (state != State.ENDED) {
      state = State.ENDED;
      last = how;
      layer.release();
    }
  }

  /** Between the records and the two sides. */
  private final class Ends implements RecordLayer.Owner, Driver {

    @Override
    public void plaintext(ByteBuffer memory, int offset, int length) {
      if (state == State.OPEN) {
        events.read(connection, memory, length);
        opened().bytes(memory, offset, length, now);
      }
    }

    @Override
    public void ciphertext(ByteBuffer memory, int offset, int length, int plaintext) {
      inFlight.add(length, plaintext);
      driver.write(memory, offset, length);
    }

    @Override
    public void encrypted(ByteBuffer plain, int offset, int length) {
      events.written(connection, plain, offset, length);
    }

    @Override
    public boolean hasRoom() {
      return inFlight.pending() < CIPHERTEXT_MARK;
    }

    @Override
    public void established() {
      Handshake done = layer.handshake();
      events.tell(at -> new Event.Secured(at, connection, done));
      session = beginning.session(this, done);
      state = State.OPEN;
      deadline = NEVER;
      opened().opened(now);
    }

    @Override
    public void peerClosed() {
      if (state == State.OPEN && !peerClosed) {
        peerClosed = true;
        events.tell(at -> new Event.PeerFinished(at, connection));
        opened().finished(now);
      }
    }

    /** The session's bytes. */
    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      try {
        layer.send(memory, offset, length);
      } catch (TlsException e) {
        unwritable = e;
      }
    }

    @Override
    public void wake() {
      driver.wake();
    }
  }
}
