package dev.switchboard.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.LongSupplier;

/**
 * Waits until a socket that does not block can go on in one direction. A selector waits, because it
 * alone can wait for a limited time on TCP, UDP and Unix sockets alike, and can be told to stop.
 *
 * <p>One thread waits; any may close, which ends its wait.
 */
final class Readiness implements AutoCloseable {

  private static final long NANOS_A_MILLI = 1_000_000;

  private final SelectableChannel channel;
  private final Selector selector;
  private final SelectionKey key;

  Readiness(SelectableChannel channel) throws IOException {
    this.channel = channel;
    this.selector = Selector.open();
    this.key = channel.register(selector, 0);
  }

  /**
   * Waits until this operation can go on.
   *
   * @param left nanoseconds that may still be waited; asked again whenever they are over, because
   *     what another thread does may prolong them
   * @throws SocketTimeoutException when they are over
   * @throws InterruptedIOException when the thread is interrupted
   * @throws AsynchronousCloseException when somebody closes meanwhile
   */
  void await(int operation, LongSupplier left) throws IOException {
    try {
      key.interestOps(operation);
      for (long rest = left.getAsLong(); rest > 0; rest = left.getAsLong()) {
        if (selector.select(Math.max(1, rest / NANOS_A_MILLI)) > 0) {
          selector.selectedKeys().clear();
          return;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for the peer");
        }
        if (!channel.isOpen()) {
          throw new AsynchronousCloseException();
        }
      }
    } catch (ClosedSelectorException | CancelledKeyException e) {
      AsynchronousCloseException closed = new AsynchronousCloseException();
      closed.initCause(e);
      throw closed;
    }
    throw new SocketTimeoutException();
  }

  @Override
  public void close() throws IOException {
    selector.close();
  }
}
