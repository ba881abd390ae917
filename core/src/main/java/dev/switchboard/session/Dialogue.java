package dev.switchboard.session;

/**
 * A conversation written as a program that blocks. The connection is closed when it returns, and
 * ends as {@link Ending.ServiceFailed} when it throws. What waits for it, a thread of its own, is
 * the server's.
 */
@FunctionalInterface
public interface Dialogue {

  /** Talks with one peer, from the first message to the last. */
  void with(Talk talk) throws Exception;
}
