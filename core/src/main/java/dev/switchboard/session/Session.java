package dev.switchboard.session;

import dev.switchboard.framing.Codec;
import dev.switchboard.framing.Cut;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.Output;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
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
 * <p>{@code now} is in nanoseconds, 0 or more, and never goes back. One thread at a time may enter;
 * the outbox's {@code post} alone may be called by any.
 */
public final class Session {

  private enum State {
    NEW,
    OPEN,
    FLUSHING,
    LINGERING,
    ENDED
  }

  /** As a time: never. As the time of something that has not begun: not begun. */
  private static final long NEVER = Long.MAX_VALUE;

  private final Conversation conversation;
  private final Framing framing;
  private final Codec codec;
  private final SessionLimits limits;
  private final Driver driver;
  private final boolean packets;
  private final Outbox outbox = new OwnOutbox();
  private final Output counting = this::write; // made once: none is allocated for a message
  private final Cut cut = new Cut();
  private final Held held;
  private final Posts posts;

  private State state = State.NEW;
  private @Nullable Ending ending;
  private long now;

  // Input.
  private long taken; // bytes of the stream in the messages before the one that is looked at
  private int turnLeft;
  private boolean stalled; // held bytes wait for something else than more bytes
  private boolean peerFinished;
  private boolean lastMessageTaken; // what was left at the peer's end has been delivered
  private boolean finishTold; // the conversation knows that the peer finished
  private boolean draining;
  private boolean paused; // by the conversation
  private @Nullable Runnable task;
  private boolean taskTaken;
  private long lingered;

  // Output. `pending` is written by the session's thread and read by those that post.
  private final AtomicLong pending = new AtomicLong();
  private boolean full; // from the mark until half of it has been written
  private boolean finishWanted;
  private boolean finishSent;
  private boolean finishDue;
  private boolean resetting;
  private boolean endTold;

  // Times.
  private long lastActivity;
  private long lastBytes;
  private long messageSince = NEVER;
  private long lastProgress;
  private long fullSince = NEVER;
  private long lingerUntil = NEVER;
  private long wakeAt = NEVER;

  /**
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
    this.conversation = conversation;
    this.framing = framing;
    this.codec = framing.codec(limits.message());
    this.limits = limits;
    this.posts = new Posts(pending, limits.pendingOutput());
    this.packets = packets;
    this.driver = driver;
    this.held = new Held(pool);
  }

  // ---- what happened ----

  /** The connection is there. The first call, made once. */
  public void opened(long now) {
    this.now = now;
    state = State.OPEN;
    lastActivity = now;
    try {
      conversation.opened(outbox);
    } catch (Throwable e) {
      serviceFailed(e);
    }
    takePosts();
    settle();
  }

  /** Bytes came, at least one; or a packet, which may be empty. They are valid during this call. */
  public void bytes(ByteBuffer memory, int offset, int length, long now) {
    this.now = now;
    lastActivity = now;
    lastBytes = now;
    if (state != State.OPEN) {
      discard(length);
    } else if (packets) {
      packet(memory, offset, length);
    } else if (held.isEmpty()) {
      int end = offset + length;
      int rest = deliverAll(memory, offset, end);
      if (rest < end && state == State.OPEN) {
        held.append(memory, rest, end - rest);
      }
    } else {
      held.append(memory, offset, length);
      advance();
    }
    settle();
  }

  /** The peer sends no more: a read answered the end of the stream. */
  public void finished(long now) {
    this.now = now;
    peerFinished = true;
    if (state == State.OPEN) {
      advance();
    } else if (state == State.LINGERING) {
      end();
    }
    settle();
  }

  /**
   * The connection is of no use any more. What it ended by is {@code cause}, unless everything had
   * been said before.
   */
  public void failed(Ending cause, long now) {
    this.now = now;
    endAtOnce(cause);
    settle();
  }

  /** {@link Driver#wake()} was called. */
  public void posted(long now) {
    this.now = now;
    takePosts();
    settle();
  }

  /** The kernel took {@code count} bytes more of what was written to the driver. */
  public void written(long count, long now) {
    this.now = now;
    if (count > 0) {
      lastActivity = now;
      lastProgress = now;
    }
    pending.setRelease(pending.getPlain() - count);
    if (full && pending.getPlain() <= lowMark()) {
      full = false;
      fullSince = NEVER;
      if (state == State.OPEN) {
        roomAgain();
      }
    }
    settle();
  }

  private long lowMark() {
    return limits.pendingOutput() / 2;
  }

  private void roomAgain() {
    if (!finishWanted) {
      try {
        conversation.writable(outbox);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
    if (state == State.OPEN) {
      advance();
    }
  }

  /** The time that {@link #nextTick()} named has come; too early does no harm. */
  public void tick(long now) {
    this.now = now;
    switch (state) {
      case NEW, ENDED -> {}
      case LINGERING -> {
        if (now >= lingerUntil) {
          end();
        }
      }
      case FLUSHING -> checkWrite();
      case OPEN -> tickOpen();
    }
    settle();
  }

  private void tickOpen() {
    checkWrite();
    if (state == State.OPEN && now >= tooSlowDue()) {
      endAtOnce(new Ending.TooSlow(limits.limits().tooSlow(), pending.getPlain()));
    }
    if (state == State.OPEN && now >= silenceDue()) {
      deliverRest();
    }
    if (state == State.OPEN && now >= lateDue()) {
      endGracefully(new Ending.Late(limits.limits().messageTime()));
    }
    if (state == State.OPEN && now >= idleDue()) {
      endGracefully(new Ending.Idle(limits.limits().idle()));
    }
    if (state == State.OPEN && now >= wakeAt) {
      wakeAt = NEVER;
      try {
        conversation.tick(outbox);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
    if (state == State.OPEN) {
      advance();
    }
  }

  private void checkWrite() {
    if (now >= writeDue()) {
      endAtOnce(new Ending.WriteTimeout(limits.limits().write(), pending.getPlain()));
    }
  }

  /** The server stops: ends now if between messages, else when the message is answered. */
  public void drain(long now) {
    this.now = now;
    draining = true;
    settle();
  }

  /** The work that {@link #takeTask()} gave is done. */
  public void resumed(long now) {
    this.now = now;
    lastActivity = now;
    task = null;
    taskTaken = false;
    if (state == State.OPEN) {
      try {
        conversation.resumed(outbox);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
    if (state == State.OPEN) {
      advance();
    }
    settle();
  }

  // ---- what the session wishes ----

  /** What to do with the connection. {@link Wish#FINISH} is answered once. */
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

  /** Whether bytes are wanted now. */
  public boolean reading() {
    return switch (state) {
      case NEW, ENDED -> false;
      case OPEN -> !peerFinished && !stalled && mayDeliver();
      case FLUSHING, LINGERING -> !peerFinished;
    };
  }

  /**
   * When {@link #tick} is wanted, in the time of {@code now}; 0 for at once, MAX_VALUE for never.
   */
  public long nextTick() {
    return switch (state) {
      case NEW, ENDED -> NEVER;
      case LINGERING -> lingerUntil;
      case FLUSHING -> writeDue();
      case OPEN -> mayAdvance() ? 0 : nextTickOpen();
    };
  }

  private long nextTickOpen() {
    long next = Math.min(idleDue(), wakeAt);
    if (messageSince != NEVER) {
      next = Math.min(next, Math.min(lateDue(), silenceDue()));
    }
    if (pending.getPlain() > 0) {
      next = Math.min(next, Math.min(writeDue(), tooSlowDue()));
    }
    return next;
  }

  /** Work to be run elsewhere, and answered with {@link #resumed}; each is given once. */
  public @Nullable Runnable takeTask() {
    if (task == null || taskTaken) {
      return null;
    }
    taskTaken = true;
    return task;
  }

  /** How the conversation ended or is ending, or null while it goes on. */
  public @Nullable Ending ending() {
    return ending;
  }

  /** Wire bytes given to the driver and not yet written. */
  public long pending() {
    return pending.getPlain();
  }

  /** Where other threads post. */
  public Outbox outbox() {
    return outbox;
  }

  // ---- times ----

  private static long later(long since, long nanos) {
    long time = since + nanos;
    return time < 0 ? NEVER : time;
  }

  private long idleDue() {
    boolean waiting = task != null || pending.getPlain() > 0;
    return waiting ? NEVER : later(lastActivity, packets ? limits.datagramIdle() : limits.idle());
  }

  private long lateDue() {
    return messageSince == NEVER ? NEVER : later(messageSince, limits.messageTime());
  }

  private long silenceDue() {
    return messageSince == NEVER || codec.silence() == 0
        ? NEVER
        : later(Math.max(messageSince, lastBytes), codec.silence());
  }

  private long writeDue() {
    return pending.getPlain() == 0 ? NEVER : later(lastProgress, limits.write());
  }

  private long tooSlowDue() {
    return fullSince == NEVER ? NEVER : later(fullSince, limits.tooSlow());
  }

  // ---- input ----

  private boolean mayDeliver() {
    return !full && !busy();
  }

  /** Whether the conversation could go on although nothing happens outside. */
  private boolean mayAdvance() {
    return stalled ? mayDeliver() : peerFinished && !finishTold && !busy();
  }

  /** Whether the conversation is at work on a message, or does not want the next one. */
  private boolean busy() {
    return paused || task != null;
  }

  /** Goes on with what is held, and tells the conversation of the peer's end when all is taken. */
  private void advance() {
    if (!held.isEmpty()) {
      int rest = deliverAll(held.memory(), held.start(), held.end());
      if (state == State.OPEN) {
        held.advanceTo(rest);
      }
    }
    if (peerFinished && !stalled && state == State.OPEN) {
      if (!lastMessageTaken) {
        lastMessageTaken = true;
        deliverRest();
      }
      if (state == State.OPEN && !finishTold && !busy()) {
        finishTold = true;
        try {
          conversation.finished(outbox);
        } catch (Throwable e) {
          serviceFailed(e);
        }
      }
    }
  }

  /** Delivers messages while there are whole ones and the conversation may have them. */
  private int deliverAll(ByteBuffer memory, int start, int end) {
    int at = start;
    boolean unfinished = false;
    turnLeft = limits.turn();
    while (at < end && turnLeft > 0 && state == State.OPEN && mayDeliver()) {
      if (!decode(memory, at, end)) {
        unfinished = true;
        break;
      }
      at += deliver(memory, at, end);
      turnLeft--;
    }
    stalled = at < end && !unfinished;
    if (!unfinished) {
      messageSince = NEVER;
    } else if (messageSince == NEVER || at > start) {
      messageSince = now;
    }
    if (unfinished && draining && at > start) {
      // A message was answered, and the next has only begun: who never pauses must not block a
      // stop.
      endGracefully(new Ending.Drained());
    }
    return at;
  }

  private boolean decode(ByteBuffer memory, int start, int end) {
    try {
      return codec.decode(memory, start, end, cut);
    } catch (MalformedException e) {
      endGracefully(new Ending.Malformed(taken + e.offset(), String.valueOf(e.getMessage())));
    } catch (TooLargeException e) {
      endGracefully(new Ending.TooLarge(e.length(), e.max(), String.valueOf(e.getMessage())));
    } catch (Throwable e) {
      serviceFailed(e); // a program may bring a framing of its own
    }
    return false;
  }

  /** Hands the message that was found to the conversation; answers its length on the wire. */
  private int deliver(ByteBuffer memory, int start, int end) {
    int wireLength = cut.wireLength();
    if (wireLength > end - start || (wireLength <= 0 && !packets)) {
      serviceFailed(
          new IllegalStateException(
              "the codec of %s found a message of %d bytes in %d"
                  .formatted(framing.name(), wireLength, end - start)));
      return 0;
    }
    try {
      conversation.received(cut.in(memory, start), outbox);
    } catch (MalformedException e) {
      long offset = taken + cut.before() + e.offset();
      endGracefully(new Ending.Malformed(offset, String.valueOf(e.getMessage())));
    } catch (Throwable e) {
      serviceFailed(e);
    } finally {
      cut.expire();
    }
    taken += wireLength;
    return wireLength;
  }

  /** The stream ended or fell silent: what is held is the last message, or the beginning of one. */
  private void deliverRest() {
    messageSince = NEVER;
    try {
      if (codec.finish(held.memory(), held.start(), held.end(), cut)) {
        deliver(held.memory(), held.start(), held.end());
      }
      held.release();
    } catch (TruncatedException e) {
      endGracefully(new Ending.Truncated(e.had(), e.needed()));
    } catch (Throwable e) {
      serviceFailed(e);
    }
  }

  private void packet(ByteBuffer memory, int offset, int length) {
    if (!mayDeliver()) {
      return; // as the kernel does with a packet for which there is no room
    }
    int end = offset + length;
    boolean whole = decode(memory, offset, end) || endsMessage(memory, offset, end);
    if (state != State.OPEN) {
      return;
    }
    if (whole && cut.wireLength() == length) {
      deliver(memory, offset, end);
    } else {
      endGracefully(
          new Ending.Malformed(
              taken, "a packet of " + length + " bytes is not exactly one " + framing.name()));
    }
  }

  /**
   * Whether the packet's end ends its message, as the stream's end would: the last line, a text.
   */
  private boolean endsMessage(ByteBuffer memory, int start, int end) {
    try {
      return state == State.OPEN && codec.finish(memory, start, end, cut);
    } catch (TruncatedException e) {
      return false;
    } catch (Throwable e) {
      serviceFailed(e);
      return false;
    }
  }

  private void discard(int length) {
    if (state == State.LINGERING) {
      lingered += length;
      if (lingered > limits.lingerBytes()) {
        end();
      }
    }
  }

  // ---- output ----

  private void encode(Frame frame) {
    if (pending.getPlain() == 0) {
      lastProgress = now;
    }
    codec.encode(frame, counting);
    if (packets) {
      driver.endPacket();
    }
    if (pending.getPlain() >= limits.pendingOutput()) {
      full = true;
    }
  }

  private void write(ByteBuffer memory, int offset, int length) {
    pending.setRelease(pending.getPlain() + length);
    driver.write(memory, offset, length);
  }

  private void takePosts() {
    boolean canSend = (state == State.OPEN && !finishWanted) || state == State.FLUSHING;
    if (!canSend || !posts.haveNews()) {
      return;
    }
    for (Frame frame = posts.poll(); frame != null; frame = posts.poll()) {
      try {
        encode(frame);
      } catch (Throwable e) {
        serviceFailed(e);
      }
    }
    if (posts.takeFoundFull() && fullSince == NEVER && pending.getPlain() > lowMark()) {
      full = true;
      fullSince = now;
    }
  }

  // ---- endings ----

  private void serviceFailed(Throwable cause) {
    endGracefully(new Ending.ServiceFailed(cause));
  }

  private void endGracefully(Ending how) {
    if (state == State.OPEN) {
      ending = how;
      state = State.FLUSHING;
      stopPosts();
    }
  }

  private void stopPosts() {
    posts.end();
    takePosts();
  }

  private void endAtOnce(Ending how) {
    if (state == State.ENDED) {
      return;
    }
    boolean allSaid = state == State.LINGERING || (ending != null && pending.getPlain() == 0);
    // The first cause stays: what went wrong before is why this went wrong too.
    if (ending == null || (!allSaid && !ending.isFailure())) {
      ending = how;
    }
    resetting = !allSaid;
    posts.end();
    end();
  }

  private void end() {
    state = State.ENDED;
  }

  private void tellEnd() {
    Ending how = ending;
    if (!endTold && how != null) {
      endTold = true;
      held.release();
      try {
        conversation.ended(how);
      } catch (Throwable e) {
        ending = new Ending.ServiceFailed(e);
      }
    }
  }

  /** Takes the steps that follow from the others; the last thing of every call. */
  private void settle() {
    if (state == State.OPEN && draining && held.isEmpty() && !busy()) {
      endGracefully(new Ending.Drained());
    }
    if (state == State.OPEN && messageSince != NEVER && !mayDeliver()) {
      // The rest of the message is not read now, so the peer is not late, and not silent.
      messageSince = NEVER;
      stalled = true;
    }
    if (state == State.OPEN && finishWanted && !finishSent && pending.getPlain() == 0) {
      finishSent = true;
      finishDue = !packets;
    }
    if (state == State.OPEN && finishSent && finishTold) {
      endGracefully(new Ending.PeerFinished());
    }
    if (state == State.FLUSHING) {
      held.release();
      if (pending.getPlain() == 0) {
        flushed();
      }
    }
    if (state == State.ENDED) {
      tellEnd();
    }
  }

  private void flushed() {
    if (peerFinished || packets) {
      end();
    } else {
      if (!finishSent) {
        finishSent = true;
        finishDue = true;
      }
      lingerUntil = later(now, limits.lingerTime());
      state = State.LINGERING;
    }
  }

  /** The outbox, apart from the session so that a conversation sees nothing else. */
  private final class OwnOutbox implements Outbox {

    @Override
    public void send(Frame frame) {
      takePosts(); // what was posted before goes out before
      if (state != State.OPEN || finishWanted) {
        throw new IllegalStateException("nothing can be sent after finish() or close()");
      }
      long wire = framing.measure(frame);
      long waiting = pending.getPlain();
      long limit = limits.pendingOutput();
      if (waiting >= limit && waiting + wire > limit + limits.message()) {
        throw new OutboxFullException(waiting, limit);
      }
      encode(frame);
    }

    @Override
    public boolean ready() {
      return state == State.OPEN && !full && !finishWanted;
    }

    @Override
    public long pending() {
      return pending.getPlain();
    }

    @Override
    public Posted post(Frame frame) {
      long wire = framing.measure(frame);
      Posted answer = posts.add(frame, wire);
      if (answer != Posted.ENDED) {
        driver.wake();
      }
      return answer;
    }

    @Override
    public void finish() {
      if (state == State.OPEN && !finishWanted) {
        stopPosts();
        finishWanted = true;
      }
    }

    @Override
    public void close() {
      endGracefully(finishTold ? new Ending.PeerFinished() : new Ending.ClosedByUs());
    }

    @Override
    public void reset() {
      if (state != State.ENDED) {
        endAtOnce(new Ending.ResetByUs());
        resetting = true; // also where a close would have done
      }
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
      wakeAt = later(now, Math.max(0, nanos));
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
