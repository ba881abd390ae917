package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sockets of the JDK: TCP and UDP over IPv4 and IPv6, and Unix streams. */
public final class JdkTransport implements Transport {

  /** The JDK's sockets, with nothing to choose. */
  public JdkTransport() {}

  /** The JDK has no Unix sockets with packets and none with abstract names. */
  @Override
  public boolean has(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Inet inet -> true;
      case Endpoint.Unix unix -> !unix.isAbstract();
      case Endpoint.Unixgram unixgram -> false;
      case Endpoint.Seqpacket seqpacket -> false;
    };
  }

  @Override
  public List<Listening> listen(Endpoint endpoint, int acceptQueue, boolean shared)
      throws IOException {
    return switch (endpoint) {
      case Endpoint.Inet inet when inet.connects() ->
          EachAddress.listening(
              inet, (address, port) -> listenOn(address, port, acceptQueue, shared));
      case Endpoint.Unix unix -> List.of(UnixListening.on(unix, acceptQueue));
      default -> throw new IllegalArgumentException("nobody can listen on " + endpoint);
    };
  }

  @Override
  public List<PacketSocket> bind(Endpoint endpoint, boolean shared) throws IOException {
    if (!(endpoint instanceof Endpoint.Udp udp)) {
      throw new IllegalArgumentException(endpoint + " has no packets without connections");
    }
    return EachAddress.packets(udp, (address, port) -> bindTo(address, port, shared));
  }

  @Override
  public ClientSocket client(Endpoint endpoint, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    return switch (remote) {
      case InetSocketAddress inet when endpoint.packets() -> packetClient(inet, own);
      case InetSocketAddress inet -> streamClient(family(inet.getAddress()), inet, own);
      default -> streamClient(StandardProtocolFamily.UNIX, remote, null);
    };
  }

  private static ClientSocket packetClient(InetSocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    DatagramChannel channel = DatagramChannel.open(family(remote.getAddress()));
    try {
      channel.bind(own); // in any case, so that the port stays ours without a connection, too
      return new PacketClient(channel, remote);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private static ClientSocket streamClient(
      ProtocolFamily family, SocketAddress remote, @Nullable SocketAddress own) throws IOException {
    SocketChannel channel = SocketChannel.open(family);
    try {
      if (own != null) {
        // A port of a connection that we have just closed may be used again (TIME_WAIT).
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.bind(own);
      }
      return new StreamClient(channel, remote);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  @Override
  public Poller poller() throws IOException {
    return new SelectorPoller();
  }

  /** A literal address gets a socket of its family alone. */
  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return EachAddress.takesBoth(address)
        ? new InetSocketAddress(port)
        : new InetSocketAddress(address, port);
  }

  private static Listening listenOn(InetAddress address, int port, int acceptQueue, boolean shared)
      throws IOException {
    ServerSocketChannel channel =
        EachAddress.takesBoth(address)
            ? ServerSocketChannel.open()
            : ServerSocketChannel.open(family(address));
    try {
      share(channel, shared);
      channel.bind(at(address, port), acceptQueue);
      channel.configureBlocking(false);
      return new ChannelListening(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private static void share(NetworkChannel channel, boolean shared) throws IOException {
    if (shared) {
      channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    }
  }

  private static PacketSocket bindTo(InetAddress address, int port, boolean shared)
      throws IOException {
    DatagramChannel channel =
        EachAddress.takesBoth(address)
            ? DatagramChannel.open()
            : DatagramChannel.open(family(address));
    try {
      share(channel, shared);
      channel.bind(at(address, port));
      return new ChannelPackets(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw e;
    }
  }

  private static void closeQuietly(NetworkChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the descriptor is gone in any case
    }
  }

  /** A listening socket of the JDK. */
  static class ChannelListening implements Listening {

    private final ServerSocketChannel channel;
    private final Endpoint endpoint;

    ChannelListening(ServerSocketChannel channel) throws IOException {
      this.channel = channel;
      this.endpoint = Addresses.streamEndpoint(channel.getLocalAddress());
    }

    @Override
    public Endpoint endpoint() {
      return endpoint;
    }

    @Override
    public @Nullable Wire accept() throws IOException {
      SocketChannel accepted = channel.accept();
      if (accepted == null) {
        return null;
      }
      try {
        return new SocketWire(accepted);
      } catch (IOException e) {
        closeQuietly(accepted);
        throw e;
      }
    }

    boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public Pollable pollable() {
      return new SelectorPoller.Channel(channel);
    }

    @Override
    public void close() {
      closeQuietly(channel);
    }
  }
}
