package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Between endpoints, which are text, and the addresses of the JDK. */
public final class Addresses {

  /** How long the host's own name may take; a broken resolver must not hold up a local server. */
  private static final long OWN_NAME_MILLIS = 500;

  private Addresses() {}

  static Endpoint streamEndpoint(@Nullable SocketAddress address) {
    if (address instanceof UnixDomainSocketAddress unix) {
      return Endpoint.unix(unix.getPath().toString());
    }
    return address instanceof InetSocketAddress inet
        ? Endpoint.tcp(text(inet.getAddress()), inet.getPort())
        : Endpoint.unix("");
  }

  /** The endpoint of a datagram's sender, or of a datagram socket. */
  public static Endpoint.Udp packetEndpoint(InetSocketAddress address) {
    return Endpoint.udp(text(address.getAddress()), address.getPort());
  }

  /** An address as the host of an endpoint. */
  public static String text(InetAddress address) {
    return address.isAnyLocalAddress() && address instanceof Inet6Address
        ? Endpoint.EVERYWHERE
        : AddressText.of(address);
  }

  /**
   * Every address that the host means, for listening. That of {@link Endpoint#EVERYWHERE} is the
   * IPv6 wildcard, on which IPv4 is heard as well.
   */
  static List<InetAddress> toListenOn(String host) throws UnknownHostException {
    return switch (host) {
      case Endpoint.THIS_MACHINE -> thisMachine();
      case Endpoint.EVERYWHERE -> List.of(InetAddress.getByAddress(new byte[16]));
      default -> List.copyOf(new LinkedHashSet<>(Arrays.asList(InetAddress.getAllByName(host))));
    };
  }

  /** Every address that the host means, for dialling, the likeliest first. */
  public static List<InetAddress> toDial(String host) throws UnknownHostException {
    boolean here = host.equals(Endpoint.THIS_MACHINE) || host.equals(Endpoint.EVERYWHERE);
    return here ? loopback() : List.of(InetAddress.getAllByName(host));
  }

  /**
   * 127.0.0.1 and ::1, and each 127/8 address that the host's own name resolves to: clients that
   * dial their own host name reach 127.0.1.1 on Debian.
   */
  private static List<InetAddress> thisMachine() throws UnknownHostException {
    Set<InetAddress> addresses = new LinkedHashSet<>(loopback());
    addresses.addAll(ownName());
    return List.copyOf(addresses);
  }

  private static List<InetAddress> loopback() throws UnknownHostException {
    List<InetAddress> addresses = new ArrayList<>();
    addresses.add(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    InetAddress six =
        InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
    if (isOurs(six)) {
      addresses.add(six);
    }
    return addresses;
  }

  private static boolean isOurs(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  private static List<InetAddress> ownName() {
    CompletableFuture<List<InetAddress>> asked = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("switchboard-own-name")
        .start(() -> {
          try {
            String name = InetAddress.getLocalHost().getHostName();
            asked.complete(
                Arrays.stream(InetAddress.getAllByName(name))
                    .filter(address -> !(address instanceof Inet6Address))
                    .filter(InetAddress::isLoopbackAddress)
                    .toList());
          } catch (UnknownHostException e) {
            asked.complete(List.of());
          }
        });
    try {
      return asked.get(OWN_NAME_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
