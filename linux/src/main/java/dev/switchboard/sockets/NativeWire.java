package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;

/**
 * A connected socket by its descriptor. The descriptor never blocks; who shall wait, waits in front
 * of it.
 */
public final class NativeWire implements Wire {

  private final Descriptor socket;
  private final Endpoint local;
  private final Endpoint remote;
  private final Transfer transfer;
  private final Waiting waiting;
  private volatile boolean waits = true;

  NativeWire(Descriptor socket, Endpoint local, Endpoint remote) {
    this.socket = socket;
    this.local = local;
    this.remote = remote;
    this.waiting = new Waiting(socket);
    this.transfer = Transfer.of(socket, local);
  }

  /**
   * A connection that came in another way than by accept, from another process, say.
   *
   * @param number its descriptor, which does not block; it belongs to the wire now
   */
  public static Wire of(int number, Endpoint local, Endpoint remote) {
    return new NativeWire(new Descriptor(number), local, remote);
  }

  /**
   * Its descriptor, which is closed with the wire and not before: for calls of one's own, by who
   * knows that nobody closes it meanwhile.
   */
  public int descriptor() {
    return socket.number();
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    socket.enter();
    try {
      long count = transfer.read(into);
      while (isAgain(count)) {
        if (!waits) {
          return 0;
        }
        waiting.await(SelectionKey.OP_READ);
        count = socket.isOpen() ? transfer.read(into) : count;
      }
      long taken = succeeded(socket, count);
      return taken == Transfer.END ? -1 : taken == Transfer.EMPTY ? EMPTY_PACKET : (int) taken;
    } finally {
      socket.leave();
    }
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    long count = sendOnce(from);
    return (int) Math.max(0, count);
  }

  @Override
  public boolean send(ByteBuffer packet) throws IOException {
    return sendOnce(packet) >= 0;
  }

  /** How many bytes the kernel took, or -1 when it has no room and nobody shall wait. */
  private long sendOnce(ByteBuffer from) throws IOException {
    socket.enter();
    try {
      long count = transfer.write(from);
      while (isAgain(count)) {
        if (!waits) {
          return -1;
        }
        waiting.await(SelectionKey.OP_WRITE);
        count = socket.isOpen() ? transfer.write(from) : count;
      }
      return succeeded(socket, count);
    } finally {
      socket.leave();
    }
  }

  private boolean isAgain(long result) {
    return socket.isOpen() && Errno.EAGAIN.is(result);
  }

  /** What a call answered, unless that is a failure, or the socket has been closed meanwhile. */
  static long succeeded(Descriptor socket, long result) throws IOException {
    if (!socket.isOpen()) {
      throw new AsynchronousCloseException(); // what the kernel answered is our own doing
    }
    if (result < 0 && result > Transfer.EMPTY) {
      throw Errno.failure(result);
    }
    return result;
  }

  @Override
  public int waiting() {
    if (!socket.tryEnter()) {
      return 0;
    }
    try {
      long at = Scratch.own().small;
      Memory.putInt(at, 0);
      Kernel.call(Call.IOCTL, socket.number(), Numbers.FIONREAD, at);
      return Memory.getInt(at);
    } finally {
      socket.leave();
    }
  }

  /** Calls that others make on the descriptor wait from now on (fcntl(2)). */
  public void letWait() throws IOException {
    NativeSocket.blocking(socket);
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
  public void close() {
    socket.close(number -> {
      Kernel.call(Call.SHUTDOWN, number, Numbers.SHUT_RDWR, 0);
      waiting.wakeAll();
    });
  }

  @Override
  public void reset() {
    if (remote instanceof Endpoint.Inet && socket.tryEnter()) {
      NativeSocket.resetAtClose(socket.number());
      socket.leave();
    }
    socket.close(number -> {
      abort(number);
      waiting.wakeAll();
    });
  }

  /**
   * Ends a connection under those who wait for it: over TCP with a reset, which is what connecting
   * to nothing means there (connect(2), AF_UNSPEC); a shutdown would send the end of the stream.
   */
  private void abort(int number) {
    if (remote instanceof Endpoint.Inet) {
      long at = Scratch.own().address;
      Memory.clear(at, Sockaddr.BYTES);
      Kernel.call(Call.CONNECT, number, at, Sockaddr.BYTES);
    } else {
      Kernel.call(Call.SHUTDOWN, number, Numbers.SHUT_RDWR, 0);
    }
  }

  @Override
  public void blocking(boolean answer) {
    waits = answer;
  }

  @Override
  public Pollable pollable() {
    return socket;
  }
}
