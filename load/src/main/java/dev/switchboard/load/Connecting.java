package dev.switchboard.load;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Dialling;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.time.Duration;

/**
 * Connects one after the other, each whole before the next: so many at once would overrun a queue.
 */
final class Connecting implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Endpoint endpoint;
  private final Transport transport;
  private final Poller poller;
  private final SocketAddress address;
  private boolean ready;

  Connecting(Endpoint endpoint, Transport transport) throws IOException {
    this.endpoint = endpoint;
    this.transport = transport;
    this.address = address(endpoint);
    this.poller = transport.poller();
  }

  private static SocketAddress address(Endpoint endpoint) throws IOException {
    return switch (endpoint) {
      case Endpoint.Inet inet ->
          new InetSocketAddress(Addresses.toDial(inet.host()).getFirst(), inet.port());
      case Endpoint.Local local -> UnixDomainSocketAddress.of(local.path());
      case Endpoint.Icmp icmp ->
          throw new IllegalArgumentException("no load is put on " + icmp + ": speak sends echoes");
    };
  }

  /** A connected socket, or a sentence why there is none. */
  ClientSocket connect() throws IOException {
    ClientSocket socket = transport.client(endpoint, address, null);
    try {
      if (!socket.connect()) {
        await(socket);
        socket.finishConnect();
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw Dialling.refused(endpoint, e);
    }
  }

  private void await(ClientSocket socket) throws IOException {
    ready = false;
    Poller.Watched watched =
        poller.watch(socket.pollable(), SelectionKey.OP_CONNECT, operations -> ready = true);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!ready) {
      long rest = end - System.nanoTime();
      if (rest <= 0) {
        throw new SocketTimeoutException("no answer for " + PATIENCE.toSeconds() + " s");
      }
      poller.poll(1 + rest / 1_000_000);
    }
    watched.cancel();
    poller.poll(0); // forgets it, so that another poller may have it
  }

  @Override
  public void close() throws IOException {
    poller.close();
  }
}
