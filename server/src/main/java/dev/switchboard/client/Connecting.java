package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.tls.ClientRecords;
import dev.switchboard.tls.TlsException;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Dialling;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a description to a connected socket: which addresses are tried, and from where. */
final class Connecting {

  private Connecting() {}

  static WaitingSocket to(Dial dial) throws IOException {
    try {
      return switch (dial.endpoint()) {
        case Endpoint.Inet inet -> toEach(dial, inet);
        case Endpoint.Local local ->
            connected(dial, UnixDomainSocketAddress.of(local.path()), null);
      };
    } catch (TlsException e) {
      throw Dialling.refused(dial.endpoint(), e.ending());
    } catch (IOException e) {
      throw Dialling.refused(dial.endpoint(), e);
    }
  }

  /** Tries each address of the endpoint's host in turn; tells of the last failure. */
  private static WaitingSocket toEach(Dial dial, Endpoint.Inet endpoint) throws IOException {
    InetAddress own = dial.fromHost().isEmpty() ? null : InetAddress.ofLiteral(dial.fromHost());
    IOException last = null;
    for (InetAddress address : addresses(dial, endpoint, own)) {
      try {
        return connected(
            dial, new InetSocketAddress(address, endpoint.port()), ownAddress(dial, own));
      } catch (TlsException e) {
        throw e; // somebody answers there, and at another address it is the same one
      } catch (IOException e) {
        last = e;
      }
    }
    throw last == null ? noAddress(dial, own) : last;
  }

  /** Our end, where somebody chose it. */
  private static @Nullable SocketAddress ownAddress(Dial dial, @Nullable InetAddress own) {
    if (own == null) {
      return dial.fromPort() == 0 ? null : new InetSocketAddress(dial.fromPort());
    }
    return new InetSocketAddress(own, dial.fromPort());
  }

  private static List<InetAddress> addresses(
      Dial dial, Endpoint.Inet endpoint, @Nullable InetAddress own) throws IOException {
    return Addresses.toDial(endpoint.host()).stream()
        .filter(address -> dial.family() == null || family(address).equals(dial.family()))
        .filter(address -> own == null || family(address).equals(family(own)))
        .toList();
  }

  private static IOException noAddress(Dial dial, @Nullable InetAddress own) {
    ProtocolFamily wanted = own == null ? dial.family() : family(own);
    return Dialling.noSuchFamily(
        dial.endpoint(), wanted == StandardProtocolFamily.INET ? "IPv4" : "IPv6");
  }

  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private static WaitingSocket connected(
      Dial dial, SocketAddress remote, @Nullable SocketAddress own) throws IOException {
    Transport transport = Transport.of(dial.endpoint());
    ClientSocket socket = socket(dial, transport, remote, own);
    try {
      Dialled dialled = new Dialled(dial.endpoint(), socket, transport, dial.timeout());
      try {
        dialled.connect(dial.connectTimeout());
        return dial.endpoint() instanceof Endpoint.Tls tls ? secured(dial, tls, dialled) : dialled;
      } catch (IOException | RuntimeException e) {
        dialled.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static WaitingSocket secured(Dial dial, Endpoint.Tls endpoint, Dialled dialled)
      throws IOException {
    String host = endpoint.host().isEmpty() ? "localhost" : endpoint.host();
    DialledTls tls = new DialledTls(dialled, new ClientRecords(dial.tls(), host, endpoint.port()));
    tls.handshake(dial.limits().handshake());
    return tls;
  }

  private static ClientSocket socket(
      Dial dial, Transport transport, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    try {
      return transport.client(dial.endpoint(), remote, own);
    } catch (IOException e) {
      throw own != null && dial.endpoint() instanceof Endpoint.Inet inet
          ? Dialling.cannotBind(inet, inet.at(dial.fromHost(), dial.fromPort()), e)
          : e;
    }
  }
}
