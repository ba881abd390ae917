package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Errno;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;

/**
 * Sockets beneath TCP and UDP (raw(7), packet(7), icmp(7)). They want privileges, and where those
 * are missing, the sentence says which, and how to get them.
 */
final class RawSocket {

  private static final String AS_ADMINISTRATOR =
      "run it as the administrator (sudo), or in a program that has the capability CAP_NET_RAW"
          + " (sudo setcap cap_net_raw+ep PROGRAM)";

  private RawSocket() {}

  /**
   * What echo requests are sent through: a socket that anybody may have whose group the
   * administrator has named, or else a raw one.
   *
   * @param six whether over IPv6
   */
  static Echo echo(Endpoint endpoint, boolean six) throws IOException {
    int family = six ? Numbers.AF_INET6 : Numbers.AF_INET;
    int protocol = six ? Numbers.IPPROTO_ICMPV6 : Numbers.IPPROTO_ICMP;
    long number = NativeSocket.tryOpen(family, Numbers.SOCK_DGRAM, protocol);
    if (number >= 0) {
      return new Echo(new Descriptor((int) number), false);
    }
    return new Echo(
        open(
            family,
            Numbers.SOCK_RAW,
            protocol,
            "send echo requests to " + endpoint,
            "have the administrator allow it to everybody (sudo sysctl -w"
                + " net.ipv4.ping_group_range='0 2147483647'), or "
                + AS_ADMINISTRATOR),
        true);
  }

  /**
   * A socket through which echo requests are sent.
   *
   * @param raw whether it hears all of ICMP, and not only what answers it
   */
  record Echo(Descriptor socket, boolean raw) {}

  /** What all packets of the machine can be seen through (packet(7)), to be captured. */
  static Descriptor capturing() throws IOException {
    int everything = Short.toUnsignedInt(Short.reverseBytes((short) Numbers.ETH_P_ALL));
    return open(Numbers.AF_PACKET, Numbers.SOCK_RAW, everything, "see packets", AS_ADMINISTRATOR);
  }

  private static Descriptor open(int family, int type, int protocol, String what, String advice)
      throws IOException {
    long number = NativeSocket.tryOpen(family, type, protocol);
    if (number >= 0) {
      return new Descriptor((int) number);
    }
    IOException answer = Errno.failure(number);
    if (Errno.EPERM.is(number) || Errno.EACCES.is(number)) {
      throw new EndpointException(
          "Cannot " + what + ": that takes a privilege which this program has not; " + advice + ".",
          answer);
    }
    throw answer;
  }
}
