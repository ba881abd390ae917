package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.Pollable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A client's socket by its descriptor. */
public final class NativeClient implements ClientSocket {

  private final Descriptor socket;
  private final Endpoint endpoint;
  private final @Nullable InetSocketAddress inet; // else it is a path
  private final Transfer transfer;

  private NativeClient(
      Descriptor socket, Endpoint endpoint, @Nullable InetSocketAddress inet, Transfer transfer) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.inet = inet;
    this.transfer = transfer;
  }

  /**
   * Not connected yet.
   *
   * @param remote the address of the endpoint's host; of no meaning for a path
   */
  static NativeClient to(Endpoint endpoint, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    InetSocketAddress inet = remote instanceof InetSocketAddress address ? address : null;
    int family = inet == null ? Numbers.AF_UNIX : Sockaddr.family(inet.getAddress());
    Descriptor socket = NativeSocket.open(family, type(endpoint), 0);
    try {
      if (own instanceof InetSocketAddress ours) {
        NativeSocket.set(socket, Numbers.SOL_SOCKET, Numbers.SO_REUSEADDR, 1);
        NativeSocket.bind(socket, family, ours);
      } else if (endpoint instanceof Endpoint.Unixgram) {
        NativeSocket.bindToAnyName(socket); // without a name nobody could answer us
      }
      return new NativeClient(socket, endpoint, inet, Transfer.of(socket, endpoint));
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /**
   * Its descriptor, put into blocking mode and closed with it: for a ring, which waits itself. None
   * of the other calls but {@link #close()} is of use any more.
   */
  public int forARing() throws IOException {
    NativeSocket.blocking(socket);
    return socket.number();
  }

  private static int type(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Seqpacket seqpacket -> Numbers.SOCK_SEQPACKET;
      case Endpoint other when !other.connects() -> Numbers.SOCK_DGRAM;
      default -> Numbers.SOCK_STREAM;
    };
  }

  @Override
  public boolean connect() throws IOException {
    int number = socket.enter();
    try {
      long at = Scratch.own().address;
      int length =
          endpoint instanceof Endpoint.Local local
              ? Sockaddr.put(at, local.path())
              : Sockaddr.put(at, Sockaddr.family(address().getAddress()), address());
      long result = Kernel.call(Call.CONNECT, number, at, length);
      if (Errno.EINPROGRESS.is(result) || Errno.EINTR.is(result)) {
        return false;
      }
      if (result < 0) {
        throw Errno.failure(result);
      }
      setUp();
      return true;
    } finally {
      socket.leave();
    }
  }

  private InetSocketAddress address() {
    if (inet == null) {
      throw new IllegalStateException("no address of " + endpoint);
    }
    return inet;
  }

  @Override
  public void finishConnect() throws IOException {
    socket.enter();
    try {
      int error = NativeSocket.get(socket, Numbers.SOL_SOCKET, Numbers.SO_ERROR);
      if (error != 0) {
        throw Errno.failure(-error);
      }
      setUp();
    } finally {
      socket.leave();
    }
  }

  private void setUp() throws IOException {
    if (endpoint instanceof Endpoint.Inet && endpoint.connects()) {
      NativeSocket.set(socket, Numbers.IPPROTO_TCP, Numbers.TCP_NODELAY, 1);
    }
  }

  @Override
  public Endpoint local() throws IOException {
    int number = socket.enter();
    try {
      int length = NativeSocket.name(number);
      return Sockaddr.endpoint(Scratch.own().address, length, endpoint);
    } finally {
      socket.leave();
    }
  }

  @Override
  public Endpoint remote() {
    return inet == null ? endpoint : Sockaddr.endpoint(inet, endpoint);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    socket.enter();
    try {
      long count = transfer.read(into);
      if (Errno.EAGAIN.is(count)) {
        return NOTHING_YET;
      }
      long taken = NativeWire.succeeded(socket, count);
      return taken == Transfer.END ? -1 : taken == Transfer.EMPTY ? 0 : (int) taken;
    } finally {
      socket.leave();
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    socket.enter();
    try {
      long count = transfer.write(from);
      if (Errno.EAGAIN.is(count)) {
        return endpoint.packets() ? NO_ROOM : 0;
      }
      return (int) NativeWire.succeeded(socket, count);
    } finally {
      socket.leave();
    }
  }

  @Override
  public void finish() throws IOException {
    int number = socket.enter();
    try {
      Kernel.need(Call.SHUTDOWN, number, Numbers.SHUT_WR, 0, 0, 0, 0);
    } finally {
      socket.leave();
    }
  }

  @Override
  public void reset() {
    if (endpoint instanceof Endpoint.Inet && socket.tryEnter()) {
      NativeSocket.resetAtClose(socket.number());
      socket.leave();
    }
    close();
  }

  /** Who waits does so in a poller, which is closed by who closes this. */
  @Override
  public void close() {
    socket.close(number -> {});
  }

  @Override
  public boolean isOpen() {
    return socket.isOpen();
  }

  @Override
  public Pollable pollable() {
    return socket;
  }
}
