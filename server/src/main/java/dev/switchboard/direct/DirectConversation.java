package dev.switchboard.direct;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.ConversationEndedException;
import dev.switchboard.session.Dialogue;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Talk;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where the session's thread and the dialogue's meet: one hands over a message that arrived, the
 * other one that shall be sent; a nudge asks the session's thread to come and look.
 *
 * <p>While the dialogue is at work on a message the session is paused. So nothing piles up, and a
 * server that stops knows that the dialogue is not between messages.
 */
final class DirectConversation implements Conversation, Talk {

  private final Dialogue dialogue;
  private final Peer peer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All of these are guarded by the lock.
  private @Nullable Outbox outbox;
  private @Nullable Frame arrived;
  private boolean wantsMessage;
  private @Nullable Frame toSend;
  private @Nullable UnsendableException refused;
  private boolean peerFinished;
  private boolean finishWanted;
  private boolean resetWanted;
  private boolean returned;
  private @Nullable Exception failure;
  private @Nullable Ending ending;

  DirectConversation(Dialogue dialogue, Peer peer) {
    this.dialogue = dialogue;
    this.peer = peer;
  }

  // ---- in the session's thread ----

  @Override
  public void opened(Outbox opened) {
    lock.lock();
    try {
      outbox = opened;
    } finally {
      lock.unlock();
    }
    opened.pause(); // the dialogue may speak first; until it receives it is at work
    Thread.ofVirtual().name("switchboard-dialogue").start(this::run);
  }

  @Override
  public void received(Frame frame, Outbox open) {
    lock.lock();
    try {
      arrived = frame.copy();
      wantsMessage = false;
      open.pause();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void nudged(Outbox open) throws Exception {
    lock.lock();
    try {
      if (resetWanted) {
        open.reset();
        return;
      }
      sendWaiting(open);
      if (finishWanted) {
        open.finish();
      }
      if (wantsMessage) {
        open.resume();
      }
      if (returned && failure != null) {
        throw failure;
      }
      if (returned) {
        open.close();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writable(Outbox open) {
    lock.lock();
    try {
      sendWaiting(open);
    } finally {
      lock.unlock();
    }
  }

  private void sendWaiting(Outbox open) {
    Frame frame = toSend;
    if (frame != null && open.ready()) {
      toSend = null;
      try {
        open.send(frame);
      } catch (UnsendableException e) {
        refused = e;
      }
      changed.signalAll();
    }
  }

  @Override
  public void finished(Outbox open) {
    lock.lock();
    try {
      peerFinished = true;
      wantsMessage = false; // there is none to come
      open.pause(); // what the dialogue does now is its answer to the end
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(Ending how) {
    lock.lock();
    try {
      ending = how;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // ---- in the dialogue's thread ----

  private void run() {
    Exception thrown = null;
    try {
      dialogue.with(this);
    } catch (ConversationEndedException e) {
      if (hasEnded()) {
        return; // and everybody knows how
      }
      thrown = e; // it is about another conversation
    } catch (Exception e) {
      thrown = e;
    } catch (Throwable e) {
      thrown = new IllegalStateException(e);
    }
    lock.lock();
    try {
      returned = true;
      failure = thrown;
      nudge();
    } finally {
      lock.unlock();
    }
  }

  private boolean hasEnded() {
    lock.lock();
    try {
      return ending != null;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Peer peer() {
    return peer;
  }

  @Override
  public @Nullable Frame receiveFrame() throws ConversationEndedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      askForMessage();
      while (waitsForMessage()) {
        changed.await();
      }
      return takeArrived();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable Frame receiveFrame(Duration most)
      throws ConversationEndedException, TimeoutException, InterruptedException {
    lock.lockInterruptibly();
    try {
      askForMessage();
      long rest = most.toNanos();
      while (waitsForMessage()) {
        if (rest <= 0) {
          throw new TimeoutException("no message for " + most.toMillis() + " ms");
        }
        rest = changed.awaitNanos(rest);
      }
      return takeArrived();
    } finally {
      lock.unlock();
    }
  }

  private boolean waitsForMessage() {
    return arrived == null && !peerFinished && ending == null;
  }

  private void askForMessage() {
    if (waitsForMessage()) {
      wantsMessage = true;
      nudge();
    }
  }

  private @Nullable Frame takeArrived() throws ConversationEndedException {
    Frame frame = arrived;
    arrived = null;
    if (frame == null && !peerFinished) {
      throw ended();
    }
    return frame;
  }

  @Override
  public void finish() {
    wish(() -> finishWanted = true);
  }

  @Override
  public void reset() {
    wish(() -> resetWanted = true);
  }

  private void wish(Runnable change) {
    lock.lock();
    try {
      change.run();
      nudge();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void send(Frame frame) throws ConversationEndedException, InterruptedException {
    lock.lockInterruptibly();
    try {
      if (finishWanted) {
        throw new IllegalStateException("nothing can be sent after finish()");
      }
      toSend = frame.copy();
      nudge();
      while (toSend != null && ending == null) {
        changed.await();
      }
      if (toSend != null) {
        throw ended();
      }
      UnsendableException unsendable = refused;
      refused = null;
      if (unsendable != null) {
        throw unsendable;
      }
    } finally {
      lock.unlock();
    }
  }

  private void nudge() {
    if (outbox != null) {
      outbox.nudge();
    }
  }

  private ConversationEndedException ended() {
    return new ConversationEndedException(
        ending == null ? new Ending.IoError("the connection has ended") : ending);
  }
}
