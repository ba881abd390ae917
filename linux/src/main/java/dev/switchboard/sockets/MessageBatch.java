package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Packets for one call of recvmmsg(2) or sendmmsg(2), each in a slot with its address.
 *
 * <pre>
 *   headers: struct mmsghdr, 64 bytes each   vectors: struct iovec   names   control   bytes
 * </pre>
 *
 * <p>One thread at a time.
 */
final class MessageBatch {

  /** How many packets one call takes. */
  static final int SLOTS = 64;

  // struct mmsghdr: a struct msghdr and the length of the message
  private static final int HEADER = 64;
  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTORS = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int MESSAGE_LENGTH = 56;

  private static final int IOVEC = 16;
  private static final int CONTROL_BYTES = 64;

  private static final long VECTORS_AT = (long) SLOTS * HEADER;
  private static final long NAMES_AT = VECTORS_AT + (long) SLOTS * IOVEC;
  private static final long CONTROL_AT = NAMES_AT + (long) SLOTS * Sockaddr.BYTES;
  private static final long BYTES_AT = CONTROL_AT + (long) SLOTS * CONTROL_BYTES;

  private final Mapping memory;
  private final long headers;
  private final int slotBytes;
  private final ByteBuffer bytes;

  /**
   * @param slotBytes of the longest packet
   */
  MessageBatch(int slotBytes) throws IOException {
    this.slotBytes = slotBytes;
    this.memory = new Mapping(BYTES_AT + (long) SLOTS * slotBytes);
    this.headers = memory.address;
    this.bytes = memory.buffer(BYTES_AT, SLOTS * slotBytes);
    for (int slot = 0; slot < SLOTS; slot++) {
      long header = header(slot);
      long vector = headers + VECTORS_AT + (long) slot * IOVEC;
      Memory.putLong(header, name(slot));
      Memory.putLong(header + VECTOR, vector);
      Memory.putLong(header + VECTORS, 1);
      Memory.putLong(vector, headers + BYTES_AT + (long) slot * slotBytes);
      Memory.putLong(vector + Long.BYTES, slotBytes);
    }
  }

  private long header(int slot) {
    return headers + (long) slot * HEADER;
  }

  /** How long a packet may be. */
  int slotBytes() {
    return slotBytes;
  }

  /** Where the address of a slot lies. */
  long name(int slot) {
    return headers + NAMES_AT + (long) slot * Sockaddr.BYTES;
  }

  int nameLength(int slot) {
    return Memory.getInt(header(slot) + NAME_LENGTH);
  }

  /** How long the packet was that came, or how many bytes of it went. */
  int length(int slot) {
    return Memory.getInt(header(slot) + MESSAGE_LENGTH);
  }

  /** Where control messages lie (cmsg(3)), and how many bytes of them there are. */
  long control(int slot) {
    return headers + CONTROL_AT + (long) slot * CONTROL_BYTES;
  }

  long controlLength(int slot) {
    return Memory.getLong(header(slot) + CONTROL_LENGTH);
  }

  /** Copies what came, as far as there is room, to the beginning of a buffer. */
  void take(int slot, ByteBuffer into) {
    int count = Math.min(length(slot), Math.min(slotBytes, into.capacity()));
    into.clear().put(0, bytes, slot * slotBytes, count).position(count);
  }

  /** Puts a packet into a slot, to be sent to the address that is written there. */
  void put(int slot, int nameLength, ByteBuffer packet) {
    int length = packet.remaining();
    bytes.put(slot * slotBytes, packet, packet.position(), length);
    Memory.putInt(header(slot) + NAME_LENGTH, nameLength);
    Memory.putLong(headers + VECTORS_AT + (long) slot * IOVEC + Long.BYTES, length);
  }

  /** recvmmsg(2); the kernel has written to the first {@code used} slots before. */
  long receive(int number, int used) {
    for (int slot = 0; slot < used; slot++) {
      prepare(slot);
    }
    // MSG_TRUNC: the length that is told is that of the packet, not of what there was room for.
    return Kernel.call(
        Call.RECVMMSG, number, headers, SLOTS, Numbers.MSG_DONTWAIT | Numbers.MSG_TRUNC, 0, 0);
  }

  private void prepare(int slot) {
    long header = header(slot);
    Memory.putInt(header + NAME_LENGTH, Sockaddr.BYTES);
    Memory.putLong(header + CONTROL, control(slot));
    Memory.putLong(header + CONTROL_LENGTH, CONTROL_BYTES);
  }

  /** sendmmsg(2) of the slots from {@code first} on; answers how many went. */
  long send(int number, int first, int count) {
    return Kernel.call(
        Call.SENDMMSG,
        number,
        header(first),
        count,
        Numbers.MSG_DONTWAIT | Numbers.MSG_NOSIGNAL,
        0,
        0);
  }

  void free() {
    memory.free();
  }
}
