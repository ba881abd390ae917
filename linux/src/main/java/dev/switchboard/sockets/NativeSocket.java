package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.EachAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Calls on a socket by its number, each by the name that it has in the manual. */
final class NativeSocket {

  private NativeSocket() {}

  /** socket(2), not blocking and closed in programs that this one starts. */
  static Descriptor open(int family, int type, int protocol) throws IOException {
    long number = tryOpen(family, type, protocol);
    if (number < 0) {
      throw Errno.failure(number);
    }
    return new Descriptor((int) number);
  }

  /** The same, and the kernel's answer: a number, or why there is none. */
  static long tryOpen(int family, int type, int protocol) {
    int flags = Numbers.SOCK_NONBLOCK | Numbers.SOCK_CLOEXEC;
    return Kernel.call(Call.SOCKET, family, type | flags, protocol);
  }

  private static boolean hasIpv6() {
    long number =
        Kernel.call(Call.SOCKET, Numbers.AF_INET6, Numbers.SOCK_DGRAM | Numbers.SOCK_CLOEXEC, 0);
    if (number >= 0) {
      Kernel.call(Call.CLOSE, number);
    }
    return !Errno.EAFNOSUPPORT.is(number);
  }

  /**
   * A socket that is bound to this address; of the wildcard of IPv6 one that hears IPv4 as well,
   * and where the system has no IPv6, IPv4 alone.
   */
  static Descriptor bound(int type, InetAddress address, int port, boolean shared)
      throws IOException {
    boolean everywhere = EachAddress.takesBoth(address);
    if (everywhere && !hasIpv6()) {
      return bound(type, InetAddress.getByAddress(new byte[4]), port, shared);
    }
    int family = Sockaddr.family(address);
    Descriptor socket = open(family, type, 0);
    try {
      if (type == Numbers.SOCK_STREAM) {
        set(socket, Numbers.SOL_SOCKET, Numbers.SO_REUSEADDR, 1);
      }
      if (shared) {
        set(socket, Numbers.SOL_SOCKET, Numbers.SO_REUSEPORT, 1);
      }
      if (family == Numbers.AF_INET6) {
        set(socket, Numbers.IPPROTO_IPV6, Numbers.IPV6_V6ONLY, everywhere ? 0 : 1);
      }
      bind(socket, family, new InetSocketAddress(address, port));
      return socket;
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /** Calls on it wait from now on. */
  static void blocking(Descriptor socket) throws IOException {
    long flags = Kernel.need(Call.FCNTL, socket.number(), Numbers.F_GETFL, 0, 0, 0, 0);
    Kernel.need(
        Call.FCNTL, socket.number(), Numbers.F_SETFL, flags & ~Numbers.SOCK_NONBLOCK, 0, 0, 0);
  }

  static void bind(Descriptor socket, int family, InetSocketAddress address) throws IOException {
    long at = Scratch.own().address;
    need(Call.BIND, socket.number(), at, Sockaddr.put(at, family, address));
  }

  static void bind(Descriptor socket, String path) throws IOException {
    long at = Scratch.own().address;
    need(Call.BIND, socket.number(), at, Sockaddr.put(at, path));
  }

  /** The kernel finds an abstract name that nobody has (autobind of unix(7)). */
  static void bindToAnyName(Descriptor socket) throws IOException {
    long at = Scratch.own().address;
    Sockaddr.put(at, "");
    need(Call.BIND, socket.number(), at, Short.BYTES);
  }

  static void listen(Descriptor socket, int acceptQueue) throws IOException {
    need(Call.LISTEN, socket.number(), acceptQueue, 0);
  }

  /** setsockopt(2) of an int. */
  static void set(Descriptor socket, int level, int name, int value) throws IOException {
    long at = Scratch.own().small;
    Memory.putInt(at, value);
    Kernel.need(Call.SETSOCKOPT, socket.number(), level, name, at, Integer.BYTES, 0);
  }

  /** getsockopt(2) of an int. */
  static int get(Descriptor socket, int level, int name) throws IOException {
    long at = Scratch.own().small;
    Memory.putInt(at + Integer.BYTES, Integer.BYTES);
    Kernel.need(Call.GETSOCKOPT, socket.number(), level, name, at, at + Integer.BYTES, 0);
    return Memory.getInt(at);
  }

  /** Close is a reset from now on (SO_LINGER of socket(7), with a time of 0). */
  static void resetAtClose(int number) {
    long at = Scratch.own().small;
    Memory.putInt(at, 1);
    Memory.putInt(at + Integer.BYTES, 0);
    Kernel.call(
        Call.SETSOCKOPT, number, Numbers.SOL_SOCKET, Numbers.SO_LINGER, at, 2 * Integer.BYTES, 0);
  }

  /** getsockname(2); the address lies in this thread's scratch memory, and its length is told. */
  static int name(int number) throws IOException {
    Scratch scratch = Scratch.own();
    Memory.putInt(scratch.small, Sockaddr.BYTES);
    need(Call.GETSOCKNAME, number, scratch.address, scratch.small);
    return Memory.getInt(scratch.small);
  }

  private static void need(Call call, long a, long b, long c) throws IOException {
    Kernel.need(call, a, b, c, 0, 0, 0);
  }
}
