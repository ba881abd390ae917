package dev.switchboard.model;

import dev.switchboard.session.BufferPool;
import dev.switchboard.session.Held;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a session on a blocking socket has written and the kernel has not taken yet. One thread at a
 * time writes it; what comes meanwhile waits behind. All of it is guarded by the connection's lock,
 * which only the write itself lets go.
 */
final class BlockingOutput {

  /**
   * The most that one write is given. A blocking write on a platform thread returns when the peer
   * has taken all of it, and only then is there progress to tell; so it must not be much.
   */
  private static final int WRITE_BYTES = 32 << 10;

  /** Writes once, without the lock, and answers how many bytes the kernel took; a packet whole. */
  @FunctionalInterface
  interface Write {
    int once(ByteBuffer bytes, int start, int length) throws IOException;
  }

  private final ByteBuffer near; // usually all of it fits in here, from index 0 on
  private int nearBytes;
  private Held behind; // what did not fit
  private Held writing; // what a thread is writing of that
  private boolean someoneWrites;

  // Where there are packets, all of them wait behind: one write sends one.
  private @Nullable PacketLengths packetsBehind;
  private @Nullable PacketLengths packetsWriting;
  private int unfinished; // bytes of the packet that is being added

  BlockingOutput(ByteBuffer near, BufferPool pool, boolean packets) {
    this.near = near;
    this.packetsBehind = packets ? new PacketLengths() : null;
    this.packetsWriting = packets ? new PacketLengths() : null;
    this.behind = new Held(pool);
    this.writing = new Held(pool);
  }

  /** Takes bytes of the session. */
  void add(ByteBuffer from, int offset, int length) {
    if (packetsBehind != null) {
      behind.append(from, offset, length);
      unfinished += length;
    } else if (!someoneWrites && behind.isEmpty() && length <= near.capacity() - nearBytes) {
      near.put(nearBytes, from, offset, length);
      nearBytes += length;
    } else {
      behind.append(from, offset, length);
    }
  }

  /** What was added since the last call is one packet. */
  void endPacket() {
    if (packetsBehind != null) {
      packetsBehind.add(unfinished);
      unfinished = 0;
    }
  }

  boolean someoneWrites() {
    return someoneWrites;
  }

  /** Whether there is something to write, and nobody is at it. */
  boolean canWrite() {
    return !someoneWrites
        && (nearBytes > 0
            || (packetsBehind != null ? !packetsBehind.isEmpty() : !behind.isEmpty()));
  }

  /** Writes all that is there when it begins. */
  void writeAll(Write write) throws IOException {
    someoneWrites = true;
    try {
      for (int start = 0; start < nearBytes; ) {
        start += write.once(near, start, nearBytes - start);
      }
      nearBytes = 0;
      Held bytes = behind;
      behind = writing;
      writing = bytes;
      if (packetsBehind != null) {
        writePackets(write, bytes);
      }
      while (!bytes.isEmpty()) {
        int start = bytes.start();
        int length = Math.min(WRITE_BYTES, bytes.end() - start);
        bytes.advanceTo(start + write.once(bytes.memory(), start, length));
      }
    } finally {
      nearBytes = 0;
      writing.release();
      if (packetsWriting != null) {
        packetsWriting.clear();
      }
      someoneWrites = false;
    }
  }

  private void writePackets(Write write, Held bytes) throws IOException {
    PacketLengths lengths = packetsBehind;
    packetsBehind = packetsWriting;
    packetsWriting = lengths;
    while (lengths != null && !lengths.isEmpty()) {
      int start = bytes.start();
      int length = lengths.first();
      write.once(bytes.memory(), start, length);
      lengths.removeFirst();
      bytes.advanceTo(start + length);
    }
  }
}
