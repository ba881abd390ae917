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
final class Dialled {

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

  Endpoint local() throws IOException {
    return socket.local();
  }

  /** The peer's end, as the system knows it. */
  Endpoint remote() {
    return socket.remote();
  }

  /**
   * Writes as much as there is room for now, perhaps nothing; a packet whole or not at all, and then
   * {@link ClientSocket#NO_ROOM}.
   */
  int writeNow(ByteBuffer bytes) throws IOException {
    int count = socket.write(bytes);
    if (count > 0) {
      moved = System.nanoTime();
    }
    return count;
  }

  /** Waits until there is room to write. */
  void awaitRoom() throws IOException {
    await(outgoing, SelectionKey.OP_WRITE);
  }

  /** Bytes taken, -1 at the end of the stream; over packets those of one, which may be empty. */
  int read(ByteBuffer into) throws IOException {
    int count = socket.read(into);
    while (count == ClientSocket.NOTHING_YET) {
      await(incoming, SelectionKey.OP_READ);
      count = socket.read(into);
    }
    moved = System.nanoTime();
    return count;
  }

  /** Whether there is something to read, or comes within this time. */
  boolean isReadable(Duration within) throws IOException {
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

  void finish() throws IOException {
    if (!endpoint.connects()) {
      throw new IllegalStateException(endpoint + " has no stream that could be finished");
    }
    socket.finish();
  }

  void reset() {
    socket.reset();
    close();
  }

  void close() {
    try (incoming;
        outgoing) {
      socket.close();
    } catch (IOException e) {
      return; // the descriptors are gone in any case
    }
  }
}
