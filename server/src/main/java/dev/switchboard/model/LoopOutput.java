package dev.switchboard.model;

import dev.switchboard.session.Held;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a session in a loop has written and the kernel has not taken yet.
 *
 * <p>It lies in the loop's shared memory until the end of the connection's turn, and goes out with
 * one write; only what the kernel does not take gets memory of its own.
 */
final class LoopOutput {

  private static final int WRITE_BYTES = 64 << 10;
  private static final int PACKETS_A_WRITE = 16;

  private final Plan plan;
  private final SelectLoop loop;
  private final Wire wire;
  private final long id;
  private final Held backlog; // older than what lies in the loop's memory
  private boolean kernelFull; // since a write took less than it was given

  // Where there are packets, all of them wait in the backlog: one write sends one.
  private final @Nullable PacketLengths packets;
  private int unfinished; // bytes of the packet that is being written

  LoopOutput(Plan plan, SelectLoop loop, Wire wire, long id) {
    this.packets = wire.local().packets() ? new PacketLengths() : null;
    this.plan = plan;
    this.loop = loop;
    this.wire = wire;
    this.id = id;
    this.backlog = new Held(loop.pool);
  }

  /** Takes bytes of the session. */
  void add(ByteBuffer from, int offset, int length) {
    if (packets != null) {
      backlog.append(from, offset, length);
      unfinished += length;
      return;
    }
    ByteBuffer memory = loop.writeMemory;
    if (backlog.isEmpty() && length <= memory.remaining()) {
      memory.put(memory.position(), from, offset, length);
      memory.position(memory.position() + length);
    } else {
      endTurn();
      backlog.append(from, offset, length);
    }
  }

  /** What was added since the last call is one packet. */
  void endPacket() {
    if (packets != null) {
      packets.add(unfinished);
      unfinished = 0;
    }
  }

  boolean isEmpty() {
    return packets != null ? packets.isEmpty() : streamIsEmpty();
  }

  private boolean streamIsEmpty() {
    return loop.writeMemory.position() == 0 && backlog.isEmpty();
  }

  /** Whether a write makes sense now. */
  boolean canFlush() {
    return !isEmpty() && !kernelFull;
  }

  /** The selector says that the kernel takes bytes again. */
  void kernelHasRoom() {
    kernelFull = false;
  }

  /** Writes once; answers how many bytes the kernel took. */
  int flush() throws IOException {
    if (packets != null) {
      return flushPackets(packets);
    }
    return backlog.isEmpty() ? flushTurn() : flushBacklog();
  }

  private int flushTurn() throws IOException {
    ByteBuffer memory = loop.writeMemory.flip();
    int length = memory.limit();
    int count = wire.write(memory);
    memory.clear();
    kernelFull = count < length;
    if (kernelFull) {
      backlog.append(memory, count, length - count);
    }
    plan.wireEvents().written(id, memory, 0, count);
    return count;
  }

  private int flushBacklog() throws IOException {
    ByteBuffer memory = backlog.memory();
    int start = backlog.start();
    int length = Math.min(WRITE_BYTES, backlog.end() - start);
    int count;
    try {
      count = wire.write(memory.limit(start + length).position(start));
    } finally {
      memory.clear();
    }
    kernelFull = count < length;
    plan.wireEvents().written(id, memory, start, count);
    backlog.advanceTo(start + count);
    return count;
  }

  private int flushPackets(PacketLengths lengths) throws IOException {
    int sent = 0;
    for (int i = 0; i < PACKETS_A_WRITE && !lengths.isEmpty() && !kernelFull; i++) {
      int length = lengths.first();
      if (send(length)) {
        lengths.removeFirst();
        backlog.advanceTo(backlog.start() + length);
        sent += length;
      } else {
        kernelFull = true;
      }
    }
    return sent;
  }

  private boolean send(int length) throws IOException {
    ByteBuffer memory = backlog.memory();
    int start = backlog.start();
    try {
      if (!wire.send(memory.limit(start + length).position(start))) {
        return false;
      }
    } finally {
      memory.clear();
    }
    plan.events().packetSent(id, memory, start, length);
    return true;
  }

  /** Moves what is left in the loop's memory to this connection's own. */
  void endTurn() {
    ByteBuffer memory = loop.writeMemory;
    if (memory.position() > 0) {
      backlog.append(memory.flip(), 0, memory.limit());
      memory.clear();
    }
  }

  /** Forgets everything: the connection is of no use any more. */
  void release() {
    backlog.release();
    if (packets != null) {
      packets.clear();
    }
    loop.writeMemory.clear();
  }
}
