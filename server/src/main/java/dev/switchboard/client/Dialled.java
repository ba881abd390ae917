package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.Dialling;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A connected socket whose calls wait, but not longer than a timeout.
 *
 * <p>Beneath it does not block: a selector waits, because it alone can wait for a limited time on
 * TCP, UDP and Unix sockets alike.
 */
final class Dialled {

  private static final int NOTHING_YET = -2;

  private final Endpoint endpoint;
  private final SocketAddress remote;
  private final SelectableChannel channel;
  private final Selector selector;
  private final SelectionKey key;
  private final Duration timeout;

  private Dialled(
      Endpoint endpoint, SelectableChannel channel, Duration timeout, SocketAddress remote)
      throws IOException {
    this.endpoint = endpoint;
    this.remote = remote;
    this.channel = channel;
    this.timeout = timeout;
    this.selector = Selector.open();
    channel.configureBlocking(false);
    this.key = channel.register(selector, 0);
  }

  /** Tries each address of the endpoint's host in turn; tells of the last failure. */
  static Dialled to(Endpoint endpoint, Duration timeout) throws IOException {
    return switch (endpoint) {
      case Endpoint.Unix unix -> {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        yield connected(endpoint, channel, timeout, UnixDomainSocketAddress.of(unix.path()));
      }
      case Endpoint.Inet inet -> toEach(inet, timeout);
    };
  }

  private static Dialled toEach(Endpoint.Inet endpoint, Duration timeout) throws IOException {
    IOException last = new UnknownHostException(endpoint.host());
    try {
      for (InetAddress address : Addresses.toDial(endpoint.host())) {
        try {
          SelectableChannel channel =
              endpoint.packets() ? DatagramChannel.open() : SocketChannel.open();
          return connected(
              endpoint, channel, timeout, new InetSocketAddress(address, endpoint.port()));
        } catch (IOException e) {
          last = e;
        }
      }
    } catch (UnknownHostException e) {
      last = e;
    }
    throw Dialling.refused(endpoint, last);
  }

  private static Dialled connected(
      Endpoint endpoint, SelectableChannel channel, Duration timeout, SocketAddress address)
      throws IOException {
    try {
      Dialled dialled = new Dialled(endpoint, channel, timeout, address);
      try {
        dialled.connect();
        return dialled;
      } catch (IOException e) {
        dialled.close();
        throw e;
      }
    } catch (IOException e) {
      channel.close();
      throw Dialling.refused(endpoint, e);
    }
  }

  private void connect() throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      datagrams.bind(null); // so that the port stays ours without a connection, too
      datagrams.connect(remote);
    } else if (channel instanceof SocketChannel stream) {
      if (!stream.connect(remote)) {
        await(SelectionKey.OP_CONNECT, timeout);
        stream.finishConnect();
      }
      if (remote instanceof InetSocketAddress) {
        stream.setOption(StandardSocketOptions.TCP_NODELAY, true);
      }
    }
  }

  Duration timeout() {
    return timeout;
  }

  Endpoint local() throws IOException {
    return Dialling.localEnd((NetworkChannel) channel);
  }

  void write(ByteBuffer bytes) throws IOException {
    if (channel instanceof DatagramChannel datagrams) {
      writePacket(datagrams, bytes);
      return;
    }
    do {
      if (((ByteChannel) channel).write(bytes) == 0 && bytes.hasRemaining()) {
        await(SelectionKey.OP_WRITE, timeout);
      }
    } while (bytes.hasRemaining());
  }

  /**
   * A connected socket hears that nobody listens there (udp(7), ECONNREFUSED). But on it the JDK
   * sends no empty datagram, whichever method is asked; who wants that goes on without connection.
   */
  private void writePacket(DatagramChannel datagrams, ByteBuffer bytes) throws IOException {
    if (!bytes.hasRemaining()) {
      datagrams.disconnect();
    }
    boolean nothing = !bytes.hasRemaining();
    while (datagrams.send(bytes, remote) == 0 && !nothing) {
      await(SelectionKey.OP_WRITE, timeout);
    }
  }

  /** Bytes taken, -1 at the end of the stream; over packets those of one, which may be empty. */
  int read(ByteBuffer into, Duration most) throws IOException {
    while (true) {
      int count = readNow(into);
      if (count != NOTHING_YET) {
        return count;
      }
      await(SelectionKey.OP_READ, most);
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

  private void await(int operation, Duration most) throws IOException {
    key.interestOps(operation);
    long until = System.nanoTime() + most.toNanos();
    do {
      long rest = Math.max(1, (until - System.nanoTime()) / 1_000_000);
      if (selector.select(rest) > 0) {
        selector.selectedKeys().clear();
        return;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while waiting for " + endpoint);
      }
    } while (System.nanoTime() - until < 0);
    throw new SocketTimeoutException(
        "nothing from " + endpoint + " for " + most.toMillis() + " ms");
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
    try (selector) {
      channel.close();
    } catch (IOException e) {
      return; // the descriptors are gone in any case
    }
  }
}
