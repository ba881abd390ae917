package dev.switchboard.client;

import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.util.function.LongSupplier;

/**
 * Waits until a socket that does not block can go on in one direction. A poller waits, because it
 * alone can wait for a limited time on all kinds of sockets alike, and can be told to stop.
 *
 * <p>One thread waits; any may close, which ends its wait.
 */
final class Readiness implements AutoCloseable {

  private static final long NANOS_A_MILLI = 1_000_000;

  private final ClientSocket socket;
  private final Poller poller;
  private final Poller.Watched watched;

  Readiness(ClientSocket socket, Poller poller) throws IOException {
    this.socket = socket;
    this.poller = poller;
    this.watched = poller.watch(socket.pollable(), 0, operations -> {});
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
      watched.interest(operation);
      for (long rest = left.getAsLong(); rest > 0; rest = left.getAsLong()) {
        if (poller.poll(Math.max(1, rest / NANOS_A_MILLI)) > 0) {
          return;
        }
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedIOException("interrupted while waiting for the peer");
        }
        if (!socket.isOpen()) {
          throw new AsynchronousCloseException();
        }
      }
    } catch (ClosedSelectorException e) {
      AsynchronousCloseException closed = new AsynchronousCloseException();
      closed.initCause(e);
      throw closed;
    }
    throw new SocketTimeoutException();
  }

  @Override
  public void close() throws IOException {
    poller.close();
  }
}
