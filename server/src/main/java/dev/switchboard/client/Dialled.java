package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.Dialling;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A connected socket whose calls wait, but not longer than a timeout.
 *
 * <p>Beneath it does not block. Each direction waits for itself, so that one thread may write while
 * another reads; any may close.
 */
final class Dialled {

  private static final int NOTHING_YET = -2;

  private final Endpoint endpoint;
  private final SocketAddress remote;
  private final SelectableChannel channel;
  private final Readiness incoming;
  private final Readiness outgoing;
  private final Duration timeout;

  /** When the last byte came or went: a call's timeout begins anew with it. */
  private volatile long moved = System.nanoTime();

  Dialled(Endpoint endpoint, SelectableChannel channel, Duration timeout, SocketAddress remote)
      throws IOException {
    this.endpoint = endpoint;
    this.remote = remote;
    this.channel = channel;
    this.timeout = timeout;
    channel.configureBlocking(false);
    this.incoming = new Readiness(channel);
    try {
      this.outgoing = new Readiness(channel);
    } catch (IOException e) {
      incoming.close();
      throw e;
    }
  }

  void connect(Duration most) throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      datagrams.connect(remote);
    } else if (channel instanceof SocketChannel stream) {
      if (!stream.connect(remote)) {
        try {
          outgoing.await(SelectionKey.OP_CONNECT, leftOf(most));
        } catch (SocketTimeoutException e) {
          throw timedOut("no answer for ", most, e);
        }
        stream.finishConnect();
      }
      if (remote instanceof InetSocketAddress) {
        stream.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    }
  }

  Endpoint local() throws IOException {
    return Dialling.localEnd((NetworkChannel) channel);
  }

  /** The peer's end, as the system knows it. */
  Endpoint remote() {
    return Dialling.endpoint(remote, endpoint);
  }

  /** Writes as much as there is room for now, perhaps nothing; a packet whole or not at all. */
  int writeNow(ByteBuffer bytes) throws IOException {
    int count =
        channel instanceof DatagramChannel datagrams
            ? writePacket(datagrams, bytes)
            : ((ByteChannel) channel).write(bytes);
    if (count > 0) {
      moved = System.nanoTime();
    }
    return count;
  }

  /** Waits until there is room to write. */
  void awaitRoom() throws IOException {
    await(outgoing, SelectionKey.OP_WRITE);
  }

  /**
   * A connected socket hears that nobody listens there (udp(7), ECONNREFUSED). But on it the JDK
   * sends no empty datagram, whichever method is asked; who wants that goes on without connection.
   */
  private int writePacket(DatagramChannel datagrams, ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      datagrams.disconnect();
    }
    return datagrams.send(bytes, remote);
  }

  /** Bytes taken, -1 at the end of the stream; over packets those of one, which may be empty. */
  int read(ByteBuffer into) throws IOException {
    int count = readNow(into);
    while (count == NOTHING_YET) {
      await(incoming, SelectionKey.OP_READ);
      count = readNow(into);
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

  private int readNow(ByteBuffer into) throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      SocketAddress sender = datagrams.receive(into);
      if (sender != null && !sender.equals(remote)) {
        into.clear(); // a stranger's, who found our port while we were not connected
        return NOTHING_YET;
      }
      return sender == null ? NOTHING_YET : into.position();
    }
    int count = ((ByteChannel) channel).read(into);
    return count == 0 ? NOTHING_YET : count;
  }

  /** Waits, unless nothing comes or goes for the timeout. */
  private void await(Readiness direction, int operation) throws IOException {
    long start = System.nanoTime();
    long most = timeout.toNanos();
    try {
      direction.await(
          operation,
          () -> {
            long now = System.nanoTime();
            return most - Math.min(now - start, now - moved);
          });
    } catch (SocketTimeoutException e) {
      throw timedOut("nothing from " + endpoint + " for ", timeout, e);
    }
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
    if (!(channel instanceof SocketChannel stream)) {
      throw new IllegalStateException(endpoint + " has no stream that could be finished");
    }
    stream.shutdownOutput();
  }

  void reset() {
    if (channel instanceof SocketChannel stream && endpoint instanceof Endpoint.Inet) {
      try {
        stream.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        close();
        return; // it is closed already
      }
    }
    close();
  }

  void close() {
    try (incoming;
        outgoing) {
      channel.close();
    } catch (IOException e) {
      return; // the descriptors are gone in any case
    }
  }
}
