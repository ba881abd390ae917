package dev.switchboard.sockets;

import dev.switchboard.kernel.Memory;

/**
 * A struct msghdr of recvmsg(2) with one vector, a name and room for control messages, in a
 * thread's scratch memory: good for one call.
 *
 * @param at its address
 */
record MessageHeader(long at) {

  private static final int NAME_LENGTH = 8;
  private static final int VECTOR = 16;
  private static final int VECTORS = 24;
  private static final int CONTROL = 32;
  private static final int CONTROL_LENGTH = 40;
  private static final int BYTES = 56;
  private static final int VECTOR_BYTES = 16;
  private static final int CONTROL_BYTES = 128;

  // struct cmsghdr of cmsg(3)
  private static final int LEVEL = 8;
  private static final int TYPE = 12;
  private static final int DATA = 16;

  /** One that receives up to {@code length} bytes there. */
  static MessageHeader receiving(Scratch scratch, long bytes, int length) {
    long header = scratch.small;
    long vector = header + BYTES;
    Memory.clear(header, BYTES);
    Memory.putLong(header, scratch.address);
    Memory.putInt(header + NAME_LENGTH, Sockaddr.BYTES);
    Memory.putLong(header + VECTOR, vector);
    Memory.putLong(header + VECTORS, 1);
    Memory.putLong(header + CONTROL, vector + VECTOR_BYTES);
    Memory.putLong(header + CONTROL_LENGTH, CONTROL_BYTES);
    Memory.putLong(vector, bytes);
    Memory.putLong(vector + Long.BYTES, length);
    return new MessageHeader(header);
  }

  /** Whether it was told who sent it, or anything about it. */
  boolean tellsAnything() {
    return Memory.getInt(at + NAME_LENGTH) > 0 || Memory.getLong(at + CONTROL_LENGTH) > 0;
  }

  /** The address of what this control message holds; 0 where there is none. */
  long control(int level, int type) {
    long message = Memory.getLong(at + CONTROL);
    long end = message + Memory.getLong(at + CONTROL_LENGTH);
    while (message + DATA <= end) {
      if (Memory.getInt(message + LEVEL) == level && Memory.getInt(message + TYPE) == type) {
        return message + DATA;
      }
      long length = Math.max(DATA, Memory.getLong(message));
      message += (length + Long.BYTES - 1) & -Long.BYTES;
    }
    return 0;
  }
}
