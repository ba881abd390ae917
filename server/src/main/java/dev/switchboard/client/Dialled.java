package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A connected socket whose calls wait, but not longer than a timeout.
 *
 * <p>Beneath it does not block. Each direction waits for itself, so that one thread may write while
 * another reads; any may close.
 */
final class Dialled implements WaitingSocket {

  private final Endpoint endpoint;
  private final ClientSocket socket;
  private final Readiness incoming;
  private final Readiness outgoing;
  private final Duration timeout;

  /** When the last byte came or went: a call's timeout begins anew with it. */
  private volatile long moved = System.nanoTime();

  Dialled(Endpoint endpoint, ClientSocket socket, Transport transport, Duration timeout)
      throws IOException {
    this.endpoint = endpoint;
    this.socket = socket;
    this.timeout = timeout;
    this.incoming = readiness(transport);
    try {
      this.outgoing = readiness(transport);
    } catch (IOException e) {
      incoming.close();
      throw e;
    }
  }

  private Readiness readiness(Transport transport) throws IOException {
    Poller poller = transport.poller();
    try {
      return new Readiness(socket, poller);
    } catch (IOException | RuntimeException e) {
      poller.close();
      throw e;
    }
  }

  void connect(Duration most) throws IOException {
    if (!socket.connect()) {
      try {
        outgoing.await(SelectionKey.OP_CONNECT, leftOf(most));
      } catch (SocketTimeoutException e) {
        throw timedOut("no answer for ", most, e);
      }
      socket.finishConnect();
    }
  }

  @Override
  public Endpoint local() throws IOException {
    return socket.local();
  }

  @Override
  public Endpoint remote() {
    return socket.remote();
  }

  @Override
  public int writeNow(ByteBuffer bytes) throws IOException {
    int count = socket.write(bytes);
    if (count > 0) {
      moved = System.nanoTime();
    }
    return count;
  }

  @Override
  public void awaitRoom() throws IOException {
    await(outgoing, SelectionKey.OP_WRITE);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = socket.read(into);
    while (count == ClientSocket.NOTHING_YET) {
      await(incoming, SelectionKey.OP_READ);
      count = socket.read(into);
    }
    moved = System.nanoTime();
    return count;
  }

  @Override
  public boolean isReadable(Duration within) throws IOException {
    try {
      incoming.await(SelectionKey.OP_READ, leftOf(within));
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Waits, unless nothing comes or goes for the timeout. */
  private void await(Readiness direction, int operation) throws IOException {
    long start = System.nanoTime();
    long most = timeout.toNanos();
    try {
      direction.await(operation, () -> most - silence(start, moved, System.nanoTime()));
    } catch (SocketTimeoutException e) {
      throw timedOut("nothing from " + endpoint + " for ", timeout, e);
    }
  }

  /**
   * For how long nothing came or went in this wait. Another thread may have moved a byte after the
   * clock was read: that is no silence below 0, which would turn a wait for ever into none.
   */
  static long silence(long start, long moved, long now) {
    return Math.max(0, Math.min(now - start, now - moved));
  }

  private static LongSupplier leftOf(Duration most) {
    long start = System.nanoTime();
    return () -> most.toNanos() - (System.nanoTime() - start);
  }

  private static SocketTimeoutException timedOut(
      String what, Duration most, SocketTimeoutException cause) {
    SocketTimeoutException told = new SocketTimeoutException(what + most.toMillis() + " ms");
    told.initCause(cause);
    return told;
  }

  @Override
  public void finish() throws IOException {
    if (!endpoint.connects()) {
      throw new IllegalStateException(endpoint + " has no stream that could be finished");
    }
    socket.finish();
  }

  @Override
  public void reset() {
    socket.reset();
    close();
  }

  @Override
  public void close() {
    try (incoming;
        outgoing) {
      socket.close();
    } catch (IOException e) {
      return; // the descriptors are gone in any case
    }
  }
}
