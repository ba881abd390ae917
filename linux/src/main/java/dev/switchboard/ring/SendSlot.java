package dev.switchboard.ring;

import dev.switchboard.kernel.Memory;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A piece of memory with bytes for a peer, from {@code start} to {@code end}. What a connection has
 * to send and the kernel has not taken is a chain of them.
 */
final class SendSlot {

  static final int BYTES = 16 << 10;

  final ByteBuffer memory = ByteBuffer.allocateDirect(BYTES);
  private final long address = Memory.addressOf(memory);
  int start;
  int end;
  @Nullable SendSlot next;

  int room() {
    return BYTES - end;
  }

  void append(ByteBuffer from, int offset, int length) {
    memory.put(end, from, offset, length);
    end += length;
  }

  /** The address of the first byte that is not sent. */
  long startAddress() {
    return address + start;
  }
}
