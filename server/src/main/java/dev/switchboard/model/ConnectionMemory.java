package dev.switchboard.model;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a connection with a thread of its own reads into and writes from. It lies outside the heap,
 * where the JDK would otherwise copy every read and write through memory of its own; and as such
 * memory is freed late, connections that end leave theirs to those that come.
 */
final class ConnectionMemory {

  /** Usually; a packet must fit in whole. */
  static final int READ_BYTES = 8 << 10;

  private static final int WRITE_BYTES = 4 << 10;

  final ByteBuffer read;
  final ByteBuffer write;

  private ConnectionMemory(int readBytes) {
    ByteBuffer both = ByteBuffer.allocateDirect(readBytes + WRITE_BYTES);
    this.read = both.slice(0, readBytes);
    this.write = both.slice(readBytes, WRITE_BYTES);
  }

  /** Those that no connection has. Any thread. */
  static final class Spare {

    private static final int MOST_BYTES = 12 << 20;

    private final int readBytes;
    private final int most;

    private final ConcurrentLinkedQueue<ConnectionMemory> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * @param readBytes that one of them can read at once
     */
    Spare(int readBytes) {
      this.readBytes = readBytes;
      this.most = MOST_BYTES / (readBytes + WRITE_BYTES);
    }

    ConnectionMemory take() {
      ConnectionMemory memory = spare.poll();
      if (memory == null) {
        return new ConnectionMemory(readBytes);
      }
      count.decrementAndGet();
      return memory;
    }

    /** Nobody reads into it or writes from it any more. */
    void give(ConnectionMemory memory) {
      if (count.incrementAndGet() <= most) {
        spare.add(memory);
      } else {
        count.decrementAndGet();
      }
    }
  }
}
