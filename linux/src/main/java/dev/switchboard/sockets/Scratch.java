package dev.switchboard.sockets;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Memory of a thread for what one call of the kernel reads or writes. Nothing in it outlives the
 * call.
 */
final class Scratch {

  private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

  private static final int ALIGNMENT = 16;
  private static final int SMALL_BYTES = 512;
  private static final int KEPT_BYTES = 64 << 10;

  /** A socket address, {@link Sockaddr#BYTES} long. */
  final long address;

  /** 256 bytes for integers and small structures. */
  final long small;

  private final MemorySegment memory;
  private MemorySegment bytes = MemorySegment.NULL;

  private Scratch() {
    memory = Arena.ofAuto().allocate(SMALL_BYTES, ALIGNMENT);
    address = memory.address();
    small = address + Sockaddr.BYTES;
  }

  /** That of this thread. */
  static Scratch own() {
    return OWN.get();
  }

  /** Memory for this many bytes; longer ones are not kept beyond the next call. */
  MemorySegment bytes(int length) {
    if (bytes.byteSize() < length || (bytes.byteSize() > KEPT_BYTES && length <= KEPT_BYTES)) {
      bytes = Arena.ofAuto().allocate(Math.max(length, KEPT_BYTES), ALIGNMENT);
    }
    return bytes;
  }
}
