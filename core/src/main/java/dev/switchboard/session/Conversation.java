package dev.switchboard.session;

import dev.switchboard.framing.Frame;

/**
 * One client's part of a service: what is said. Implement {@link #received}; the rest has defaults.
 *
 * <p>All methods of one conversation are called by one thread at a time, each with everything
 * visible that the one before wrote. They must not block: a loop may be waiting. What they throw
 * ends this conversation as {@link Ending.ServiceFailed}, and no other.
 */
public interface Conversation {

  /** The connection is open; a service that speaks first does so here. */
  default void opened(Outbox outbox) throws Exception {}

  /**
   * One message. The frame is valid until this method returns.
   *
   * @param frame the message, without what the framing put around it
   * @param outbox where replies go
   */
  void received(Frame frame, Outbox outbox) throws Exception;

  /** The peer sends no more. By default what is pending goes out, and then we close. */
  default void finished(Outbox outbox) throws Exception {
    outbox.close();
  }

  /** {@link Outbox#ready()} was false and is true again. */
  default void writable(Outbox outbox) throws Exception {}

  /** The time asked for with {@link Outbox#wakeAfter} is over. */
  default void tick(Outbox outbox) throws Exception {}

  /** Some thread called {@link Outbox#nudge()}, once or several times. */
  default void nudged(Outbox outbox) throws Exception {}

  /** The work given to {@link Outbox#task} is done. */
  default void resumed(Outbox outbox) throws Exception {}

  /** The last call: nothing can be sent any more. */
  default void ended(Ending ending) {}
}
