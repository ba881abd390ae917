package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sockets of the JDK: TCP and UDP over IPv4 and IPv6, and Unix streams. */
public final class JdkTransport implements Transport {

  /** How often another port is tried when the one that the system chose is taken on an address. */
  private static final int PORT_CHOICES = 20;

  /** The JDK's sockets, with nothing to choose. */
  public JdkTransport() {}

  @Override
  public List<Listening> listen(Endpoint endpoint, int acceptQueue) throws IOException {
    return switch (endpoint) {
      case Endpoint.Tcp tcp ->
          onEach(tcp, (address, port) -> listenOn(tcp, address, port, acceptQueue));
      case Endpoint.Unix unix -> List.of(UnixListening.on(unix, acceptQueue));
      case Endpoint.Udp udp -> throw new IllegalArgumentException(udp + " has no connections");
      default -> throw new IllegalArgumentException("the JDK has no sockets for " + endpoint);
    };
  }

  @Override
  public List<DatagramChannel> bind(Endpoint.Udp endpoint) throws IOException {
    return onEach(endpoint, (address, port) -> bindTo(endpoint, address, port));
  }

  private interface Opening<T> {
    T at(InetAddress address, int port) throws IOException;
  }

  /** Opens one socket for each address. Where the system chooses the port, all get the same. */
  private static <T> List<T> onEach(Endpoint.Inet endpoint, Opening<T> opening) throws IOException {
    List<InetAddress> addresses;
    try {
      addresses = Addresses.toListenOn(endpoint.host());
    } catch (UnknownHostException e) {
      throw new EndpointException(
          "Cannot listen on "
              + endpoint
              + ": no address is known for '"
              + endpoint.host()
              + "'; name one of this machine, or * for all.",
          e);
    }
    for (int choice = 1; ; choice++) {
      List<T> opened = new ArrayList<>();
      try {
        int port = endpoint.port();
        for (InetAddress address : addresses) {
          T socket = opening.at(address, port);
          opened.add(socket);
          port = portOf(socket);
        }
        return opened;
      } catch (EndpointException e) {
        opened.forEach(JdkTransport::close);
        boolean choiceTaken = endpoint.port() == 0 && !opened.isEmpty();
        if (!choiceTaken || choice == PORT_CHOICES) {
          throw e;
        }
      }
    }
  }

  private static int portOf(Object socket) throws IOException {
    return switch (socket) {
      case Listening listening when listening.endpoint() instanceof Endpoint.Inet inet ->
          inet.port();
      case DatagramChannel channel
          when channel.getLocalAddress() instanceof InetSocketAddress inet ->
          inet.getPort();
      default -> throw new IllegalStateException("no port: " + socket);
    };
  }

  private static void close(Object socket) {
    if (socket instanceof Listening listening) {
      listening.close();
    } else if (socket instanceof NetworkChannel channel) {
      closeQuietly(channel);
    }
  }

  /** A literal address gets a socket of its family alone. */
  private static ProtocolFamily family(InetAddress address) {
    return address instanceof Inet4Address
        ? StandardProtocolFamily.INET
        : StandardProtocolFamily.INET6;
  }

  /** The wildcard that takes both families, or IPv4 alone where the system has nothing else. */
  private static boolean takesBoth(InetAddress address) {
    return address.isAnyLocalAddress() && !(address instanceof Inet4Address);
  }

  private static InetSocketAddress at(InetAddress address, int port) {
    return takesBoth(address) ? new InetSocketAddress(port) : new InetSocketAddress(address, port);
  }

  private static Listening listenOn(
      Endpoint.Tcp asked, InetAddress address, int port, int acceptQueue) throws IOException {
    ServerSocketChannel channel =
        takesBoth(address) ? ServerSocketChannel.open() : ServerSocketChannel.open(family(address));
    try {
      channel.bind(at(address, port), acceptQueue);
      channel.configureBlocking(false);
      return new ChannelListening(channel);
    } catch (IOException e) {
      closeQuietly(channel);
      throw Refusals.listening(asked.at(Addresses.text(address), port), e);
    }
  }

  private static DatagramChannel bindTo(Endpoint.Udp asked, InetAddress address, int port)
      throws IOException {
    DatagramChannel channel =
        takesBoth(address) ? DatagramChannel.open() : DatagramChannel.open(family(address));
    try {
      channel.bind(at(address, port));
      channel.configureBlocking(false);
      return channel;
    } catch (IOException e) {
      closeQuietly(channel);
      throw Refusals.listening(asked.at(Addresses.text(address), port), e);
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

    @Override
    public ServerSocketChannel channel() {
      return channel;
    }

    @Override
    public void close() {
      closeQuietly(channel);
    }
  }
}
