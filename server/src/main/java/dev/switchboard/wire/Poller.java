package dev.switchboard.wire;

import java.io.IOException;

/**
 * Waits until one of many sockets can go on: a selector of the JDK, or epoll(7). It takes the
 * sockets of its own transport alone.
 *
 * <p>Operations are those of {@link java.nio.channels.SelectionKey}: {@code OP_READ}, {@code
 * OP_WRITE}, {@code OP_CONNECT}, {@code OP_ACCEPT}. One thread polls, and inside it those that are
 * ready are told; any thread may watch a socket, change what is waited for, wake or close.
 */
public interface Poller extends AutoCloseable {

  /** Waits for ever, in {@link #poll}. */
  long FOREVER = -1;

  /** Somebody who waits for a socket. */
  interface Ready {

    /** These operations can go on. Called by the thread that polls. */
    void ready(int operations);
  }

  /** A socket that is waited for. */
  interface Watched {

    /** Waits for these operations from now on. Does nothing when the socket is closed. */
    void interest(int operations);

    /** Waits for it no more. */
    void cancel();
  }

  /**
   * Waits for a socket, which does not block, from now on. A socket that is closed is forgotten,
   * some time before the next {@link #poll} returns.
   */
  Watched watch(Pollable socket, int operations, Ready ready) throws IOException;

  /**
   * Waits until a socket can go on, somebody wakes, or the time is over, and tells those that are
   * ready.
   *
   * @param millis how long at most; 0 for not at all, {@link #FOREVER} for ever
   * @return how many were told
   * @throws java.nio.channels.ClosedSelectorException when it is closed, also meanwhile
   */
  int poll(long millis) throws IOException;

  /** Any thread: has the poll that waits, or the next one, return at once. */
  void wake();

  /** Any thread: frees its descriptors, not the sockets. */
  @Override
  void close() throws IOException;
}
