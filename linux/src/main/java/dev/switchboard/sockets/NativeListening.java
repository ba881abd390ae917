package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.SocketFile;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** A listening socket by its descriptor: over TCP, or one of unix(7) with its file. */
public final class NativeListening implements Listening {

  private final Descriptor socket;
  private final Endpoint endpoint;
  private final boolean everywhere; // so that each connection must be asked for its own address
  private final @Nullable SocketFile file;

  private NativeListening(
      Descriptor socket, Endpoint endpoint, boolean everywhere, @Nullable SocketFile file) {
    this.socket = socket;
    this.endpoint = endpoint;
    this.everywhere = everywhere;
    this.file = file;
  }

  /**
   * Over TCP. TCP_NODELAY is set here, and its connections have it: whole messages are written with
   * one call.
   */
  static NativeListening on(InetAddress address, int port, int acceptQueue, boolean shared)
      throws IOException {
    Descriptor socket = NativeSocket.bound(Numbers.SOCK_STREAM, address, port, shared);
    try {
      NativeSocket.set(socket, Numbers.IPPROTO_TCP, Numbers.TCP_NODELAY, 1);
      NativeSocket.listen(socket, acceptQueue);
      Endpoint here = name(socket.number(), Endpoint.tcp("", port));
      return new NativeListening(socket, here, address.isAnyLocalAddress(), null);
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /** On a path or an abstract name: a stream, or connections that carry packets. */
  static NativeListening on(Endpoint.Local endpoint, int acceptQueue) throws IOException {
    int type =
        endpoint instanceof Endpoint.Seqpacket ? Numbers.SOCK_SEQPACKET : Numbers.SOCK_STREAM;
    Descriptor socket = NativeSocket.open(Numbers.AF_UNIX, type, 0);
    try {
      SocketFile file =
          SocketFile.bound(
              endpoint,
              () -> {
                NativeSocket.bind(socket, endpoint.path());
                NativeSocket.listen(socket, acceptQueue);
              });
      return new NativeListening(socket, endpoint, false, file);
    } catch (IOException e) {
      socket.close(number -> {});
      throw e;
    }
  }

  /**
   * Its descriptor, which is closed with it and not before: for calls of one's own, by who knows
   * that nobody closes it meanwhile.
   */
  public int descriptor() {
    return socket.number();
  }

  /** The same, and it blocks from now on, as a ring wants it. {@link #accept} would wait then. */
  public int blockingDescriptor() throws IOException {
    NativeSocket.blocking(socket);
    return descriptor();
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  /** accept4(2). A connection that has gone again in the queue is passed over. */
  @Override
  public @Nullable Wire accept() throws IOException {
    int number = socket.enter();
    try {
      Scratch scratch = Scratch.own();
      long accepted;
      do {
        Memory.putInt(scratch.small, Sockaddr.BYTES);
        accepted =
            Kernel.call(
                Call.ACCEPT4,
                number,
                scratch.address,
                scratch.small,
                Numbers.SOCK_NONBLOCK | Numbers.SOCK_CLOEXEC,
                0,
                0);
      } while (Errno.EINTR.is(accepted) || Errno.ECONNABORTED.is(accepted));
      if (Errno.EAGAIN.is(accepted)) {
        return null;
      }
      if (accepted < 0) {
        throw Errno.failure(accepted);
      }
      return wire((int) accepted, remote(scratch));
    } finally {
      socket.leave();
    }
  }

  /** The other end of a connection, of which accept4(2) has just told the address. */
  private Endpoint remote(Scratch scratch) {
    return Sockaddr.endpoint(scratch.address, Memory.getInt(scratch.small), endpoint);
  }

  /**
   * A connection that was accepted here, by whichever call.
   *
   * @param number its descriptor, which does not block (SOCK_NONBLOCK); it belongs to the wire now
   */
  public Wire wire(int number, Endpoint remote) throws IOException {
    Descriptor connection = new Descriptor(number);
    try {
      if (endpoint instanceof Endpoint.Seqpacket) {
        NativeSocket.set(connection, Numbers.SOL_SOCKET, Numbers.SO_PASSCRED, 1);
      }
      return new NativeWire(connection, everywhere ? name(number, endpoint) : endpoint, remote);
    } catch (IOException e) {
      connection.close(closing -> {});
      throw e;
    }
  }

  /** Our end of a connection that was accepted here, by whichever call. */
  public Endpoint localOf(int number) throws IOException {
    return everywhere ? name(number, endpoint) : endpoint;
  }

  /** The other end of such a connection (getpeername(2)). */
  public Endpoint remoteOf(int number) {
    Scratch scratch = Scratch.own();
    Memory.clear(scratch.address, Sockaddr.BYTES);
    Memory.putShort(scratch.address, (short) Numbers.AF_INET);
    Memory.putInt(scratch.small, Sockaddr.BYTES);
    long answer = Kernel.call(Call.GETPEERNAME, number, scratch.address, scratch.small);
    // One that is gone already has no name any more: only accept4(2) could have told it.
    int length = answer < 0 ? 0 : Memory.getInt(scratch.small);
    return Sockaddr.endpoint(scratch.address, length, endpoint);
  }

  private static Endpoint name(int number, Endpoint kind) throws IOException {
    int length = NativeSocket.name(number);
    return Sockaddr.endpoint(Scratch.own().address, length, kind);
  }

  @Override
  public Pollable pollable() {
    return socket;
  }

  @Override
  public void close() {
    if (file != null && socket.isOpen()) {
      file.delete();
    }
    socket.close(number -> {});
  }
}
