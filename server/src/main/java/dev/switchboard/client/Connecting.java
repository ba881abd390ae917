package dev.switchboard.client;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.Addresses;
import dev.switchboard.wire.Dialling;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From a description to a connected socket: which addresses are tried, and from where. */
final class Connecting {

  private Connecting() {}

  static Dialled to(Dial dial) throws IOException {
    try {
      return switch (dial.endpoint()) {
        case Endpoint.Unix unix ->
            connected(
                dial,
                SocketChannel.open(StandardProtocolFamily.UNIX),
                UnixDomainSocketAddress.of(unix.path()));
        case Endpoint.Inet inet -> toEach(dial, inet);
        default -> throw new IllegalArgumentException("the JDK has no sockets for " + dial.endpoint());
      };
    } catch (IOException e) {
      throw Dialling.refused(dial.endpoint(), e);
    }
  }

  /** Tries each address of the endpoint's host in turn; tells of the last failure. */
  private static Dialled toEach(Dial dial, Endpoint.Inet endpoint) throws IOException {
    InetAddress own = dial.fromHost().isEmpty() ? null : InetAddress.ofLiteral(dial.fromHost());
    IOException last = null;
    for (InetAddress address : addresses(dial, endpoint, own)) {
      ProtocolFamily family = family(address);
      try {
        SelectableChannel channel =
            endpoint.packets() ? DatagramChannel.open(family) : SocketChannel.open(family);
        bind(dial, endpoint, channel, own);
        return connected(dial, channel, new InetSocketAddress(address, endpoint.port()));
      } catch (IOException e) {
        last = e;
      }
    }
    throw last == null ? noAddress(dial, own) : last;
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

  /** Binds our end where somebody chose it. */
  private static void bind(
      Dial dial, Endpoint.Inet endpoint, SelectableChannel channel, @Nullable InetAddress own)
      throws IOException {
    InetSocketAddress chosen =
        own == null
            ? new InetSocketAddress(dial.fromPort())
            : new InetSocketAddress(own, dial.fromPort());
    try {
      switch (channel) {
        // Bound in any case, so that the port stays ours without a connection, too.
        case DatagramChannel datagrams -> datagrams.bind(chosen);
        case SocketChannel stream when own != null || dial.fromPort() != 0 -> {
          // A port of a connection that we have just closed may be used again (TIME_WAIT).
          stream.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          stream.bind(chosen);
        }
        default -> {} // the system chooses when it connects
      }
    } catch (IOException e) {
      channel.close();
      throw Dialling.cannotBind(endpoint, endpoint.at(dial.fromHost(), dial.fromPort()), e);
    }
  }

  private static Dialled connected(Dial dial, SelectableChannel channel, SocketAddress address)
      throws IOException {
    try {
      Dialled dialled = new Dialled(dial.endpoint(), channel, dial.timeout(), address);
      try {
        dialled.connect(dial.connectTimeout());
        return dialled;
      } catch (IOException | RuntimeException e) {
        dialled.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
