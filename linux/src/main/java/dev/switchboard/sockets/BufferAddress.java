package dev.switchboard.sockets;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of buffers lie. The address of the last buffer is remembered, because it is
 * usually the next one, too. One thread at a time.
 */
final class BufferAddress {

  private @Nullable ByteBuffer last;
  private long base; // of its index 0

  /** The address of the position of a direct buffer; good while the buffer is reachable. */
  @SuppressWarnings("ReferenceEquality") // two buffers with the same bytes lie apart
  long of(ByteBuffer direct) {
    if (direct != last) { // the very same one
      base = MemorySegment.ofBuffer(direct).address() - direct.position();
      last = direct;
    }
    return base + direct.position();
  }
}
