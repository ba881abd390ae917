package dev.switchboard.sockets;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Addresses;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Socket addresses in memory: of ip(7), ipv6(7) and unix(7). */
final class Sockaddr {

  /** Room for any of them (sockaddr_storage of socket(7)). */
  static final int BYTES = 128;

  private static final int PORT = 2;
  private static final int ADDRESS_4 = 4;
  private static final int BYTES_4 = 16;
  private static final int ADDRESS_6 = 8;
  private static final int SCOPE_6 = 24;
  private static final int BYTES_6 = 28;
  private static final int PATH = 2;
  private static final int PATH_BYTES = 108;

  private Sockaddr() {}

  static int family(InetAddress address) {
    return address instanceof Inet4Address ? Numbers.AF_INET : Numbers.AF_INET6;
  }

  static int family(long at) {
    return Memory.getShort(at);
  }

  /** Writes an address for a socket of this family; answers its length. */
  static int put(long at, int family, InetSocketAddress address) {
    Memory.clear(at, BYTES);
    Memory.putShort(at, (short) family);
    Memory.putShort(at + PORT, Short.reverseBytes((short) address.getPort()));
    InetAddress host = address.getAddress();
    byte[] bytes = host.getAddress();
    if (family == Numbers.AF_INET) {
      copy(bytes, at + ADDRESS_4);
      return BYTES_4;
    }
    copy(host instanceof Inet4Address ? mapped(bytes) : bytes, at + ADDRESS_6);
    if (host instanceof Inet6Address six) {
      Memory.putInt(at + SCOPE_6, six.getScopeId());
    }
    return BYTES_6;
  }

  /** How an IPv4 address looks to a socket of IPv6 (ipv6(7)). */
  private static byte[] mapped(byte[] four) {
    byte[] six = new byte[16];
    six[10] = -1;
    six[11] = -1;
    System.arraycopy(four, 0, six, 12, 4);
    return six;
  }

  /** Writes a path, or an abstract name where it begins with {@code @}; answers its length. */
  static int put(long at, String path) {
    Memory.clear(at, BYTES);
    Memory.putShort(at, (short) Numbers.AF_UNIX);
    byte[] bytes = path.getBytes(UTF_8);
    if (bytes.length >= PATH_BYTES) {
      throw new IllegalArgumentException("longer than " + (PATH_BYTES - 1) + " bytes: " + path);
    }
    copy(bytes, at + PATH);
    if (path.startsWith("@")) {
      Memory.putByte(at + PATH, (byte) 0);
      return PATH + bytes.length;
    }
    return PATH + bytes.length + 1;
  }

  private static void copy(byte[] bytes, long to) {
    MemorySegment.copy(
        bytes, 0, Memory.at(to, bytes.length), ValueLayout.JAVA_BYTE, 0, bytes.length);
  }

  private static byte[] bytes(long from, int length) {
    return Memory.at(from, length).toArray(ValueLayout.JAVA_BYTE);
  }

  /**
   * Reads an address of IPv4 or IPv6; one that is mapped is read as the IPv4 address that it is.
   */
  static InetSocketAddress inet(long at) {
    int port = Short.toUnsignedInt(Short.reverseBytes(Memory.getShort(at + PORT)));
    try {
      return new InetSocketAddress(host(at), port);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 and 16 bytes are addresses", e);
    }
  }

  private static InetAddress host(long at) throws UnknownHostException {
    if (family(at) == Numbers.AF_INET) {
      return InetAddress.getByAddress(bytes(at + ADDRESS_4, 4));
    }
    byte[] six = bytes(at + ADDRESS_6, 16);
    int scope = Memory.getInt(at + SCOPE_6);
    return scope == 0 ? InetAddress.getByAddress(six) : Inet6Address.getByAddress(null, six, scope);
  }

  /** Reads an address as an endpoint of this kind. */
  static Endpoint endpoint(long at, int length, Endpoint kind) {
    return kind instanceof Endpoint.Local local
        ? local.at(path(at, length))
        : endpoint(inet(at), kind);
  }

  /** An address as an endpoint of this kind; what TLS is spoken over is TCP. */
  static Endpoint endpoint(InetSocketAddress address, Endpoint kind) {
    String host = Addresses.text(address.getAddress());
    return kind instanceof Endpoint.Udp
        ? Endpoint.udp(host, address.getPort())
        : Endpoint.tcp(host, address.getPort());
  }

  /** Reads a path or an abstract name; empty where there is none. */
  static String path(long at, int length) {
    int bytes = Math.min(length, PATH + PATH_BYTES) - PATH;
    if (bytes <= 0) {
      return "";
    }
    boolean isAbstract = Memory.getByte(at + PATH) == 0;
    if (isAbstract) {
      // Abstract names may hold any byte; a NUL is none that an endpoint can show.
      return "@" + new String(bytes(at + PATH + 1, bytes - 1), UTF_8).replace('\0', '?');
    }
    String path = new String(bytes(at + PATH, bytes), UTF_8);
    int end = path.indexOf('\0');
    return end < 0 ? path : path.substring(0, end);
  }
}
