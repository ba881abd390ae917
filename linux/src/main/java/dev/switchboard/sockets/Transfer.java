package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
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
    MessageHeader header = MessageHeader.receiving(Scratch.own(), at, length);
    long count = Kernel.call(Call.RECVMSG, socket.number(), header.at(), 0);
    if (count != 0) {
      return count;
    }
    return header.tellsAnything() ? EMPTY : END;
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
