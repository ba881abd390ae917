package dev.switchboard.kernel;

import java.io.IOException;

/**
 * Memory that the kernel gave in whole pages (mmap(2)) and takes back at {@link #close}: what lies
 * there is read and written with {@link Memory}.
 */
public final class Pages implements AutoCloseable {

  private static final int READ_WRITE = 3; // PROT_READ | PROT_WRITE
  private static final int SHARED_NOW = 0x8001; // MAP_SHARED | MAP_POPULATE
  private static final int ANONYMOUS = 0x22; // MAP_PRIVATE | MAP_ANONYMOUS

  private final long address;
  private final long length;

  private Pages(long length, long flags, long descriptor, long offset) throws IOException {
    this.length = length;
    this.address = Kernel.need(Call.MMAP, 0, length, READ_WRITE, flags, descriptor, offset);
  }

  /** Zeroed memory of this process alone. */
  public static Pages zeroed(long length) throws IOException {
    return new Pages(length, ANONYMOUS, -1, 0);
  }

  /** Memory that is shared with whatever this descriptor stands for. */
  public static Pages of(long descriptor, long offset, long length) throws IOException {
    return new Pages(length, SHARED_NOW, descriptor, offset);
  }

  /** Where it begins. */
  public long address() {
    return address;
  }

  /** Gives it back; any later access ends the JVM. */
  @Override
  public void close() {
    Kernel.call(Call.MUNMAP, address, length, 0);
  }
}
