package dev.switchboard.session;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection as a state machine without I/O: a framing, a conversation and limits.
 *
 * <p>It knows no socket, no thread and no clock. A driver tells it what happened, and after every
 * such call looks at what it wishes: {@link #wish()}, {@link #reading()}, {@link #nextTick()},
 * {@link #takeTask()}. The same calls with the same times always give the same result.
 *
 * <pre>
 *            opened            close, an ending            all written            FIN, 64 KiB or 2 s
 *   ( new ) ───────► ( open ) ────────────────► ( flushing ) ─────────► ( lingering ) ──────► ( ended )
 *                       └── reset, failed, write timeout, too slow: at once ──────────────────────┘
 * </pre>
 *
 * <p>Closing always goes this way: what is pending is written, our end of the stream is sent, what
 * still comes is read and thrown away, and only then the connection is closed. Closing with unread
 * bytes would send a reset, which can destroy the reply on its way.
 *
 * <p>What comes is cut into messages by {@code Incoming}, what goes is counted by {@code Outgoing},
 * and {@code Deadlines} knows when time is up; how all that ends is decided here.
 *
 * <p>{@code now} is in nanoseconds, 0 or more, and never goes back. One thread at a time may enter;
 * the outbox's {@code post} and {@code nudge} alone may be called by any.
 */
public final class Session implements Driven {

  private enum State {
    NEW,
    OPEN,
    FLUSHING,
    LINGERING,
    ENDED
  }

  /** One method of the conversation but {@code received} and {@code ended}. */
  private interface Call {
    void of(Conversation conversation, Outbox outbox) throws Exception;
  }

  private final Conversation conversation;
  private final SessionLimits limits;
  private final boolean packets;
  private final boolean connects;
  private final Outbox outbox = new OwnOutbox();
  private final Deadlines deadlines;
  private final Incoming incoming;
  private final Outgoing outgoing;
  private final Driver driver;
  private final AtomicBoolean nudged = new AtomicBoolean(); // by any thread

  private State state = State.NEW;
  private @Nullable Ending ending;
  private boolean endTold;
  private boolean resetting;
  private long now;

  // What holds messages back.
  private boolean paused; // by the conversation
  private @Nullable Runnable task;
  private boolean taskTaken;

  // How the streams end: the peer's, then ours.
  private boolean draining;
  private boolean finishTold; // the conversation knows that the peer finished
  private boolean finishWanted;
  private boolean finishSent;
  private boolean finishDue; // the driver has not been told yet
  private long lingered; // bytes thrown away

  /**
   * On a stream, or for packets that come without a connection.
   *
   * @param packets whether each call of {@link #bytes} is one packet, which is then one message
   * @param pool where bytes of unfinished messages are kept; belongs to the thread that enters
   */
  public Session(
      Conversation conversation,
      Framing framing,
      SessionLimits limits,
      boolean packets,
      Driver driver,
      BufferPool pool) {
    this(conversation, framing, limits, packets, !packets, driver, pool);
  }

  /**
   * @param packets whether each call of {@link #bytes} is one packet, which is then one message
   * @param connects whether there is a connection, whose ends can finish, also where it carries
   *     packets
   * @param pool where bytes of unfinished messages are kept; belongs to the thread that enters
   */
  public Session(
      Conversation conversation,
      Framing framing,
      SessionLimits limits,
      boolean packets,
      boolean connects,
      Driver driver,
      BufferPool pool) {
    Codec codec = framing.codec(limits.message());
    this.conversation = conversation;
    this.limits = limits;
    this.packets = packets;
    this.connects = connects;
    this.driver = driver;
    this.deadlines = new Deadlines(limits, connects, codec.silence());
    this.incoming = new Incoming(this, framing, codec, limits, deadlines, pool);
    this.outgoing = new Outgoing(framing, codec, limits, packets, driver, deadlines);
  }

  // ---- what happened ----

  @Override
  public void opened(long now) {
    this.now = now;
    state = State.OPEN;
    deadlines.active(now);
    tell(Conversation::opened);
    takePosts();
    takeNudge();
    settle();
  }

  @Override
  public void bytes(ByteBuffer memory, int offset, int length, long now) {
    this.now = now;
    deadlines.bytesCame(now);
    if (state != State.OPEN) {
      discard(length);
    } else if (packets) {
      incoming.packet(memory, offset, length);
    } else {
      incoming.bytes(memory, offset, length, now);
    }
    settle();
  }

  private void takeNudge() {
    if (isOpen() && nudged.getAndSet(false)) {
      tell(Conversation::nudged);
      advance();
    }
  }

  private void discard(int length) {
    if (state == State.LINGERING) {
      lingered += length;
      if (lingered > limits.lingerBytes()) {
        state = State.ENDED;
      }
    }
  }

  @Override
  public void finished(long now) {
    this.now = now;
    incoming.finish();
    if (state == State.LINGERING) {
      state = State.ENDED;
    }
    advance();
    settle();
  }

  @Override
  public void failed(Ending cause, long now) {
    this.now = now;
    endAtOnce(cause);
    settle();
  }

  @Override
  public void posted(long now) {
    this.now = now;
    takePosts();
    takeNudge();
    settle();
  }

  @Override
  public void written(long count, long now) {
    this.now = now;
    if (outgoing.written(count, now)) {
      if (!finishWanted) {
        tell(Conversation::writable);
      }
      advance();
    }
    settle();
  }

  @Override
  public void tick(long now) {
    this.now = now;
    switch (state) {
      case NEW, ENDED -> {}
      case LINGERING -> {
        if (now >= deadlines.lingered()) {
          state = State.ENDED;
        }
      }
      case FLUSHING -> tickWriting();
      case OPEN -> {
        tickWriting();
        tickOpen();
      }
    }
    settle();
  }

  private void tickWriting() {
    if (outgoing.pending() > 0 && now >= deadlines.write()) {
      endAtOnce(new Ending.WriteTimeout(limits.limits().write(), outgoing.pending()));
    }
  }

  private void tickOpen() {
    if (isOpen() && now >= deadlines.tooSlow()) {
      endAtOnce(new Ending.TooSlow(limits.limits().tooSlow(), outgoing.pending()));
    }
    if (isOpen() && now >= deadlines.silence()) {
      incoming.deliverRest();
    }
    if (isOpen() && now >= deadlines.late()) {
      end(new Ending.Late(limits.limits().messageTime()));
    }
    if (mayBeIdle() && now >= deadlines.idle()) {
      Limits all = limits.limits();
      end(new Ending.Idle(connects ? all.idle() : all.datagramIdle()));
    }
    if (isOpen() && deadlines.takeWake(now)) {
      tell(Conversation::tick);
    }
    advance();
  }

  @Override
  public void drain(long now) {
    this.now = now;
    draining = true;
    settle();
  }

  @Override
  public void resumed(long now) {
    this.now = now;
    deadlines.active(now);
    task = null;
    taskTaken = false;
    tell(Conversation::resumed);
    advance();
    settle();
  }

  // ---- what the session wishes ----

  @Override
  public Wish wish() {
    if (state == State.ENDED) {
      return resetting ? Wish.RESET : Wish.CLOSE;
    }
    if (finishDue) {
      finishDue = false;
      return Wish.FINISH;
    }
    return Wish.NONE;
  }

  @Override
  public boolean reading() {
    return switch (state) {
      case NEW, ENDED -> false;
      case OPEN -> !incoming.peerFinished() && !incoming.isStalled() && takesMessages();
      case FLUSHING, LINGERING -> !incoming.peerFinished();
    };
  }

  @Override
  public long nextTick() {
    return switch (state) {
      case NEW, ENDED -> Deadlines.NEVER;
      case LINGERING -> deadlines.lingered();
      case FLUSHING -> deadlines.write();
      case OPEN -> mayAdvance() ? 0 : nextDeadline();
    };
  }

  private long nextDeadline() {
    if (outgoing.pending() > 0) {
      return deadlines.whileWriting();
    }
    return mayBeIdle() ? deadlines.whileReading() : deadlines.whileBusy();
  }

  @Override
  public @Nullable Runnable takeTask() {
    if (task == null || taskTaken) {
      return null;
    }
    taskTaken = true;
    return task;
  }

  @Override
  public @Nullable Ending ending() {
    return ending;
  }

  /** Wire bytes given to the driver and not yet written. */
  public long pending() {
    return outgoing.pending();
  }

  /** Where other threads post. */
  public Outbox outbox() {
    return outbox;
  }

  // ---- what the conversation is told ----

  private void tell(Call call) {
    if (isOpen()) {
      try {
        call.of(conversation, outbox);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
  }

  /** One message; called by {@code Incoming}, which knows what to make of a failure. */
  void receive(Frame frame) throws Exception {
    conversation.received(frame, outbox);
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  /** Whether the conversation may be given the next message. */
  boolean takesMessages() {
    return isOpen() && !outgoing.isFull() && !busy();
  }

  /** Whether the conversation is at work on a message, or does not want the next one. */
  private boolean busy() {
    return paused || task != null;
  }

  private boolean mayBeIdle() {
    return isOpen() && task == null && outgoing.pending() == 0;
  }

  /** Whether the conversation could go on although nothing happens outside. */
  private boolean mayAdvance() {
    return incoming.isStalled()
        ? takesMessages()
        : incoming.peerFinished() && !finishTold && !busy();
  }

  /** Goes on with what came before, for which the conversation may have become free. */
  private void advance() {
    if (isOpen()) {
      incoming.advance(now);
      tellFinished();
    }
  }

  private void tellFinished() {
    if (isOpen() && incoming.allTaken() && !finishTold && !busy()) {
      finishTold = true;
      tell(Conversation::finished);
    }
  }

  /** Something was posted; it is sent unless our stream has ended. */
  private void takePosts() {
    if ((isOpen() && !finishWanted) || state == State.FLUSHING) {
      try {
        outgoing.takePosts(now);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
  }

  // ---- endings ----

  void serviceFailed(Throwable cause) {
    end(new Ending.ServiceFailed(cause));
  }

  /** A message was answered, and the next has only begun: who never rests must not block a stop. */
  void messageBeganBehindAnother() {
    if (draining) {
      end(new Ending.Drained());
    }
  }

  /** Ends in good order: what is pending is written first. */
  void end(Ending how) {
    if (isOpen()) {
      ending = how;
      state = State.FLUSHING;
      stopPosts();
    }
  }

  private void stopPosts() {
    outgoing.endPosts();
    takePosts();
  }

  private void endAtOnce(Ending how) {
    if (state == State.ENDED) {
      return;
    }
    boolean allSaid = state == State.LINGERING || (ending != null && outgoing.pending() == 0);
    // The first cause stays: what went wrong before is why this went wrong too.
    if (ending == null || (!allSaid && !ending.isFailure())) {
      ending = how;
    }
    resetting = !allSaid;
    outgoing.endPosts();
    state = State.ENDED;
  }

  /** Takes the steps that follow from the others; the last thing of every call. */
  private void settle() {
    if (isOpen()) {
      settleOpen();
    }
    if (state == State.FLUSHING) {
      incoming.release();
      if (outgoing.pending() == 0) {
        flushed();
      }
    }
    if (state == State.ENDED) {
      tellEnd();
    }
  }

  private void settleOpen() {
    // Whoever has not been told yet that there is room again may be in the middle of a long reply.
    if (draining && incoming.isEmpty() && takesMessages()) {
      end(new Ending.Drained());
      return;
    }
    if (!takesMessages()) {
      deadlines.noMessage(); // what is not read cannot be late
    }
    if (finishWanted && !finishSent && outgoing.pending() == 0) {
      sendFinish();
    }
    if (finishSent && finishTold) {
      end(new Ending.PeerFinished());
    }
  }

  private void flushed() {
    if (incoming.peerFinished() || !connects) {
      state = State.ENDED;
    } else {
      if (!finishSent) {
        sendFinish();
      }
      deadlines.lingers(now);
      state = State.LINGERING;
    }
  }

  private void sendFinish() {
    finishSent = true;
    finishDue = connects;
  }

  private void tellEnd() {
    Ending how = ending;
    if (!endTold && how != null) {
      endTold = true;
      incoming.release();
      try {
        conversation.ended(how);
      } catch (Throwable e) {
        ending = new Ending.ServiceFailed(e);
      }
    }
  }

  /** The outbox, apart from the session so that a conversation sees nothing else. */
  private final class OwnOutbox implements Outbox {

    @Override
    public void send(Frame frame) {
      takePosts(); // what was posted before goes out before
      if (!isOpen() || finishWanted) {
        throw new IllegalStateException("nothing can be sent after finish() or close()");
      }
      outgoing.send(frame, now);
    }

    @Override
    public boolean ready() {
      return isOpen() && !outgoing.isFull() && !finishWanted;
    }

    @Override
    public long pending() {
      return outgoing.pending();
    }

    @Override
    public Posted post(Frame frame) {
      return outgoing.post(frame);
    }

    @Override
    public void nudge() {
      nudged.set(true);
      driver.wake();
    }

    @Override
    public void finish() {
      if (isOpen() && !finishWanted) {
        stopPosts();
        finishWanted = true;
      }
    }

    @Override
    public void close() {
      end(finishTold ? new Ending.PeerFinished() : new Ending.ClosedByUs());
    }

    @Override
    public void reset() {
      if (state == State.ENDED) {
        return;
      }
      if (ending == null || !ending.isFailure()) {
        ending = new Ending.ResetByUs(); // also where a close had done
      }
      endAtOnce(ending);
      resetting = true;
    }

    @Override
    public void pause() {
      paused = true;
    }

    @Override
    public void resume() {
      paused = false;
    }

    @Override
    public void wakeAfter(long nanos) {
      deadlines.wakeAfter(nanos, now);
    }

    @Override
    public void task(Runnable work) {
      if (task != null) {
        throw new IllegalStateException("a task is running already");
      }
      task = work;
    }
  }
}
