package dev.switchboard.ring;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import dev.switchboard.wire.Addresses;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The calls on sockets that a loop makes by itself, because they do not wait. */
final class Sockets implements Owned.Thing {

  private static final int FAMILY_INET = 2;
  private static final int FAMILY_INET6 = 10;
  private static final int SHUT_WR = 1;
  private static final int SHUT_RDWR = 2;
  private static final int SOL_SOCKET = 1;
  private static final int SO_LINGER = 13;
  private static final int IPPROTO_TCP = 6;
  private static final int TCP_NODELAY = 1;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int O_NONBLOCK = 0x800;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int NAME_BYTES = 128; // struct sockaddr_storage

  /** struct linger: on, for 0 seconds. */
  private static final MemorySegment ON_FOR_NO_TIME = Arena.global().allocateFrom(JAVA_INT, 1, 0);

  private final Pages memory = Pages.zeroed(NAME_BYTES + 8);

  Sockets() throws IOException {}

  /** shutdown(2) with SHUT_WR: sends the end of our stream. A negative answer is an error number. */
  static long finish(int socket) {
    return Kernel.call(Call.SHUTDOWN, socket, SHUT_WR, 0);
  }

  /** Any thread: ends a socket that somebody else will close. */
  static void shutdown(int socket) {
    Kernel.call(Call.SHUTDOWN, socket, SHUT_RDWR, 0);
  }

  static void close(int socket) {
    Kernel.call(Call.CLOSE, socket);
  }

  /** SO_LINGER of 0: close sends a reset. What it answers changes nothing any more. */
  static void resetAtClose(int socket) {
    Kernel.call(Call.SETSOCKOPT, socket, SOL_SOCKET, SO_LINGER, ON_FOR_NO_TIME.address(), 8, 0);
  }

  static void reset(int socket) {
    resetAtClose(socket);
    close(socket);
  }

  /** Another descriptor of the same socket, closed on exec. */
  static int copy(int socket) throws IOException {
    return (int) Kernel.need(Call.FCNTL, socket, F_DUPFD_CLOEXEC, 0, 0, 0, 0);
  }

  /** Sends what is written at once; those that are accepted from it inherit that (tcp(7)). */
  void withoutDelay(int listening) {
    Memory.putInt(memory.address(), 1);
    Kernel.call(Call.SETSOCKOPT, listening, IPPROTO_TCP, TCP_NODELAY, memory.address(), 4, 0);
  }

  /** Blocking mode: of other sockets a ring answers EAGAIN instead of waiting. */
  static void blocking(int socket) throws IOException {
    long flags = Kernel.need(Call.FCNTL, socket, F_GETFL, 0, 0, 0, 0);
    Kernel.need(Call.FCNTL, socket, F_SETFL, flags & ~O_NONBLOCK, 0, 0, 0);
  }

  /** Where the peer is; a Unix socket's end has no name. */
  Endpoint remote(int socket) {
    return name(Call.GETPEERNAME, socket);
  }

  Endpoint local(int socket) {
    return name(Call.GETSOCKNAME, socket);
  }

  private Endpoint name(Call call, int socket) {
    long length = memory.address() + NAME_BYTES;
    Memory.putInt(length, NAME_BYTES);
    Memory.putShort(memory.address(), (short) 0);
    Kernel.call(call, socket, memory.address(), length);
    return switch (Memory.getShort(memory.address())) {
      case FAMILY_INET -> inet(4, 4);
      case FAMILY_INET6 -> inet(8, 16);
      default -> Endpoint.unix("");
    };
  }

  private Endpoint inet(int offset, int length) {
    byte[] address = new byte[length];
    for (int i = 0; i < length; i++) {
      address[i] = Memory.getByte(memory.address() + offset + i);
    }
    int port = Short.toUnsignedInt(Short.reverseBytes(Memory.getShort(memory.address() + 2)));
    try {
      Endpoint.Udp text =
          Addresses.packetEndpoint(
              new InetSocketAddress(InetAddress.getByAddress(address), port));
      return Endpoint.tcp(text.host(), text.port());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // of the wrong length, which it is not
    }
  }

  @Override
  public void close() {
    memory.close();
  }
}
