package dev.switchboard.session;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Heap buffers in sizes of powers of two, kept for reuse so that a message that arrives in pieces
 * costs no allocation, and given back so that a connection that waits holds none.
 *
 * <p>Used by one thread at a time: that of a loop, or of a connection.
 */
public final class BufferPool {

  private static final int SMALLEST_BITS = 9;
  private static final int KEPT_BYTES_A_SIZE = 256 << 10;
  private static final int KEPT_AT_LEAST = 2;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private final ArrayDeque<ByteBuffer>[] free = new ArrayDeque[Integer.SIZE];

  /** An empty pool. */
  public BufferPool() {}

  /** A buffer of at least this many bytes, 512 or more; its content is arbitrary. */
  public ByteBuffer take(int bytes) {
    int bits = bits(bytes);
    ArrayDeque<ByteBuffer> buffers = free[bits];
    ByteBuffer kept = buffers == null ? null : buffers.pollLast();
    return kept != null
        ? kept
        : ByteBuffer.allocate(bits == 31 ? Integer.MAX_VALUE - 8 : 1 << bits);
  }

  /** Takes back a buffer that {@link #take} gave; nobody looks at it any more. */
  public void give(ByteBuffer buffer) {
    int bits = bits(buffer.capacity());
    ArrayDeque<ByteBuffer> buffers = free[bits];
    if (buffers == null) {
      buffers = new ArrayDeque<>();
      free[bits] = buffers;
    }
    long most = Math.max(KEPT_AT_LEAST, KEPT_BYTES_A_SIZE >>> bits);
    if (bits < 24 && buffers.size() < most) {
      buffers.addLast(buffer);
    }
  }

  private static int bits(int bytes) {
    return Math.max(SMALLEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(bytes - 1));
  }
}
