package dev.switchboard.tls;

import java.nio.ByteBuffer;

/**
 * Memory for one record, which an engine wants to have whatever the size of what is in it. It is
 * used within one call, so that a connection that waits has none; all connections share a few. Any
 * thread.
 */
final class Scratch {

  /** A record is 16709 bytes at most for the JDK. */
  private static final int BYTES = 17 << 10;

  private static final int KEPT = 16;

  private static final ByteBuffer[] FREE = new ByteBuffer[KEPT]; // guarded by itself
  private static int count; // guarded by FREE

  private Scratch() {}

  static ByteBuffer take() {
    synchronized (FREE) {
      if (count > 0) {
        return FREE[--count];
      }
    }
    return ByteBuffer.allocate(BYTES);
  }

  /** Takes back what {@link #take} gave; memory of another size is left to the collector. */
  static void give(ByteBuffer memory) {
    synchronized (FREE) {
      if (memory.capacity() == BYTES && count < KEPT) {
        FREE[count++] = memory;
      }
    }
  }
}
