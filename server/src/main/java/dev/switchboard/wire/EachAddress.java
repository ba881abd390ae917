package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Opens one socket for each address that an endpoint means, all on one port. For transports. */
public final class EachAddress {

  /** How often another port is tried when the one that the system chose is taken on an address. */
  private static final int PORT_CHOICES = 20;

  private EachAddress() {}

  /** Opens a socket on one address. */
  @FunctionalInterface
  public interface Opening<T> {

    /**
     * Binds, and listens where there are connections.
     *
     * @param port 0 lets the system choose
     * @throws IOException the system's answer; the sentence is made of it
     */
    T open(InetAddress address, int port) throws IOException;
  }

  /** Listening sockets; where the system chooses the port, all get the same. */
  public static List<Listening> listening(Endpoint.Inet endpoint, Opening<Listening> opening)
      throws IOException {
    return on(endpoint, opening, Listening::endpoint, Listening::close);
  }

  /** Datagram sockets, likewise. */
  public static List<PacketSocket> packets(Endpoint.Inet endpoint, Opening<PacketSocket> opening)
      throws IOException {
    return on(endpoint, opening, PacketSocket::endpoint, PacketSocket::close);
  }

  /** The wildcard that takes both families, or IPv4 alone where the system has nothing else. */
  public static boolean takesBoth(InetAddress address) {
    return address.isAnyLocalAddress() && !(address instanceof Inet4Address);
  }

  private static <T> List<T> on(
      Endpoint.Inet endpoint, Opening<T> opening, Function<T, Endpoint> where, Consumer<T> close)
      throws IOException {
    List<InetAddress> addresses = addresses(endpoint);
    for (int choice = 1; ; choice++) {
      List<T> opened = new ArrayList<>();
      try {
        int port = endpoint.port();
        for (InetAddress address : addresses) {
          T socket = openOne(endpoint, opening, address, port);
          opened.add(socket);
          port = ((Endpoint.Inet) where.apply(socket)).port();
        }
        return opened;
      } catch (EndpointException e) {
        opened.forEach(close);
        boolean choiceTaken = endpoint.port() == 0 && !opened.isEmpty();
        if (!choiceTaken || choice == PORT_CHOICES) {
          throw e;
        }
      }
    }
  }

  private static <T> T openOne(
      Endpoint.Inet endpoint, Opening<T> opening, InetAddress address, int port)
      throws IOException {
    try {
      return opening.open(address, port);
    } catch (IOException e) {
      throw Refusals.listening(endpoint.at(Addresses.text(address), port), e);
    }
  }

  private static List<InetAddress> addresses(Endpoint.Inet endpoint) throws EndpointException {
    try {
      return Addresses.toListenOn(endpoint.host());
    } catch (UnknownHostException e) {
      throw new EndpointException(
          "Cannot listen on "
              + endpoint
              + ": no address is known for '"
              + endpoint.host()
              + "'; name one of this machine, or * for all.",
          e);
    }
  }
}
