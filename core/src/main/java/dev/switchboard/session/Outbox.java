package dev.switchboard.session;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.UnsendableException;

/**
 * What a conversation can ask for. {@link #post} and {@link #nudge} may be called by any thread and
 * at any time; all other methods only inside a call of the {@link Conversation} that the outbox was
 * given to.
 */
public interface Outbox {

  /**
   * Sends one message. A frame that is just being received may be sent as it is.
   *
   * <p>At least one reply of the largest size always fits. Whoever sends many asks {@link #ready()}
   * before each, and goes on in {@link Conversation#writable}.
   *
   * @throws UnsendableException when the framing cannot carry it; nothing was sent
   * @throws OutboxFullException when too much waits already; nothing was sent
   * @throws IllegalStateException after {@link #finish()} or {@link #close()}
   */
  void send(Frame frame);

  /** Sends one message, in UTF-8. */
  default void send(String text) {
    send(Frame.of(text));
  }

  /** Whether less waits for the peer than {@link Limits#pendingOutput()}. */
  boolean ready();

  /** Wire bytes that wait for the peer. */
  long pending();

  /**
   * Sends one message from any thread. Never blocks, and queues the whole message or nothing. What
   * was posted before a {@link #send} goes out before it.
   *
   * @throws UnsendableException when the framing cannot carry it
   */
  Posted post(Frame frame);

  /** Has {@link Conversation#nudged} called soon. Any thread, at any time; never blocks. */
  void nudge();

  /** Sends what is pending and then our end of the stream; receiving goes on. */
  void finish();

  /**
   * Sends what is pending and our end of the stream, discards what still comes, and closes. Nothing
   * is received after this call.
   */
  void close();

  /** Ends the connection at once with a reset; what is pending is lost. */
  void reset();

  /** Stops receiving; what comes waits in the kernel, and then at the peer. */
  void pause();

  /** Goes on after {@link #pause()}. */
  void resume();

  /** Asks for {@link Conversation#tick} in {@code nanos} from now; replaces an earlier wish. */
  void wakeAfter(long nanos);

  /**
   * Has {@code work} run where it may block, receives nothing meanwhile, and then calls {@link
   * Conversation#resumed}. One at a time.
   */
  void task(Runnable work);
}
