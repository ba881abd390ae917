package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Memory of the kernel's, zeroed, of which a page costs nothing until it is written (mmap(2),
 * MAP_ANONYMOUS). Whoever made it says when nobody uses it any more.
 */
final class Mapping {

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;

  final long address;
  private final long length;

  Mapping(long length) throws IOException {
    this.length = length;
    this.address = Kernel.need(Call.MMAP, 0, length, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
  }

  /** A part of it as a buffer, which must not outlive it. */
  ByteBuffer buffer(long offset, int bytes) {
    return Memory.at(address + offset, bytes).asByteBuffer();
  }

  void free() {
    Kernel.call(Call.MUNMAP, address, length, 0);
  }
}
