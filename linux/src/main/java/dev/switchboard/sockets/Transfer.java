package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * Bytes from and to a connected socket. Its answers are those of {@link Kernel}, and two more. One
 * thread at a time reads and one writes.
 *
 * <p>A read of 0 bytes is the end of a stream, and without a connection an empty packet. On a
 * connection that carries packets it may be either: a packet comes with the credentials of who sent
 * it (SO_PASSCRED, unix(7)) or with the sender's address, the end with neither.
 */
final class Transfer {

  /** Of a read: the peer sends no more. */
  static final long END = Long.MIN_VALUE;

  /** Of a read: a packet has come, an empty one. */
  static final long EMPTY = Long.MIN_VALUE + 1;

  // struct msghdr of recvmsg(2), with an iovec and room for credentials behind it
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTORS = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int HEADER_BYTES = 56;
  private static final int VECTOR_BYTES = 16;
  private static final int CONTROL_BYTES = 64;

  private final Descriptor socket;
  private final boolean packets;
  private final boolean connects;
  private final BufferAddress reading = new BufferAddress();
  private final BufferAddress writing = new BufferAddress();

  private Transfer(Descriptor socket, boolean packets, boolean connects) {
    this.socket = socket;
    this.packets = packets;
    this.connects = connects;
  }

  /** Of a socket of this endpoint's kind. */
  static Transfer of(Descriptor socket, Endpoint kind) {
    return new Transfer(socket, kind.packets(), kind.connects());
  }

  /** Takes what is there, into the buffer at its position. The descriptor is entered. */
  long read(ByteBuffer into) {
    int length = into.remaining();
    int position = into.position();
    if (into.isDirect()) {
      long count = receive(reading.of(into), length);
      into.position(position + (int) Math.max(0, count));
      return count;
    }
    MemorySegment bytes = Scratch.own().bytes(length);
    long count = receive(bytes.address(), length);
    if (count > 0) {
      into.put(position, bytes.asByteBuffer(), 0, (int) count).position(position + (int) count);
    }
    return count;
  }

  private long receive(long at, int length) {
    long count;
    do {
      count =
          packets && connects
              ? receivePacket(at, length)
              : Kernel.call(Call.RECVFROM, socket.number(), at, length, 0, 0, 0);
    } while (Errno.EINTR.is(count));
    if (count != 0) {
      return count;
    }
    return !connects ? EMPTY : length > 0 ? END : 0;
  }

  private long receivePacket(long at, int length) {
    Scratch scratch = Scratch.own();
    long header = scratch.small;
    long vector = header + HEADER_BYTES;
    Memory.clear(header, HEADER_BYTES);
    Memory.putLong(header, scratch.address);
    Memory.putInt(header + NAME_LENGTH, Sockaddr.BYTES);
    Memory.putLong(header + VECTOR, vector);
    Memory.putLong(header + VECTORS, 1);
    Memory.putLong(header + CONTROL, vector + VECTOR_BYTES);
    Memory.putLong(header + CONTROL_LENGTH, CONTROL_BYTES);
    Memory.putLong(vector, at);
    Memory.putLong(vector + Long.BYTES, length);
    long count = Kernel.call(Call.RECVMSG, socket.number(), header, 0);
    if (count != 0) {
      return count;
    }
    boolean told =
        Memory.getInt(header + NAME_LENGTH) > 0 || Memory.getLong(header + CONTROL_LENGTH) > 0;
    return told ? EMPTY : END;
  }

  /** Gives the kernel what stands from the position to the limit. The descriptor is entered. */
  long write(ByteBuffer from) {
    int length = from.remaining();
    int position = from.position();
    long at;
    if (from.isDirect()) {
      at = writing.of(from);
    } else {
      MemorySegment bytes = Scratch.own().bytes(length);
      bytes.asByteBuffer().put(0, from, position, length);
      at = bytes.address();
    }
    long count;
    do {
      count = Kernel.call(Call.SENDTO, socket.number(), at, length, Numbers.MSG_NOSIGNAL, 0, 0);
    } while (Errno.EINTR.is(count));
    if (count > 0) {
      from.position(position + (int) count);
    }
    return count;
  }
}
