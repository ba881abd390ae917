package dev.switchboard.ring;

import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Buffers that a ring's receives take when bytes are there, and not before: who waits has none.
 * They are lent to the kernel in a ring of entries of 16 bytes (struct io_uring_buf), and each
 * comes back with a completion; when the kernel has none left, a receive ends with ENOBUFS.
 *
 * <p>All lie in one direct buffer, side by side. Only the ring's thread may call.
 */
public final class BufferRing implements Owned.Thing {

  private static final int REGISTER = 22; // IORING_REGISTER_PBUF_RING
  private static final int UNREGISTER = 23;
  private static final int ENTRY_BYTES = 16;
  private static final int TAIL = 14; // it lies on the unused end of entry 0
  private static final int REGISTRATION_BYTES = 40;

  private final Ring ring;
  private final int group;
  private final int count;
  private final int bytes;
  private final Pages entries;
  private final ByteBuffer memory;
  private final long address;
  private int given; // our tail; the kernel sees it after publish
  private int published;

  /**
   * @param group its number in the ring
   * @param count how many, a power of two, at most 32768
   * @param bytes of each
   */
  public BufferRing(Ring ring, int group, int count, int bytes) throws IOException {
    this.ring = ring;
    this.group = group;
    this.count = count;
    this.bytes = bytes;
    this.entries = Pages.zeroed((long) count * ENTRY_BYTES);
    this.memory = ByteBuffer.allocateDirect(Math.multiplyExact(count, bytes));
    this.address = Memory.addressOf(memory);
    long answer = register(REGISTER);
    if (answer < 0) {
      entries.close();
      throw Errno.failure(answer);
    }
    for (int buffer = 0; buffer < count; buffer++) {
      give(buffer);
    }
    publish();
  }

  /** struct io_uring_buf_reg; it is written where the entries will be, which are empty still. */
  private long register(int what) {
    long argument = entries.address() + ENTRY_BYTES;
    Memory.clear(argument, REGISTRATION_BYTES);
    Memory.putLong(argument, what == REGISTER ? entries.address() : 0);
    Memory.putInt(argument + 8, what == REGISTER ? count : 0);
    Memory.putShort(argument + 12, (short) group);
    return ring.register(what, argument, 1);
  }

  /** The memory of all buffers. */
  public ByteBuffer memory() {
    return memory;
  }

  /** Where in {@link #memory()} a buffer begins. */
  public int start(int buffer) {
    return buffer * bytes;
  }

  /** The address of what stands at this index of {@link #memory()}. */
  public long addressAt(int index) {
    return address + index;
  }

  /** How many bytes each has. */
  public int bytes() {
    return bytes;
  }

  /** How many there are. */
  public int count() {
    return count;
  }

  /** Gives one back; the kernel sees that after {@link #publish}. */
  public void give(int buffer) {
    long entry = entries.address() + (long) (given & (count - 1)) * ENTRY_BYTES;
    Memory.putLong(entry, address + start(buffer));
    Memory.putInt(entry + 8, bytes);
    Memory.putShort(entry + 12, (short) buffer);
    given++;
  }

  /** Shows the kernel all that was given back. */
  public void publish() {
    if (given != published) {
      published = given;
      Memory.putShortRelease(entries.address() + TAIL, (short) given);
    }
  }

  /** Takes all of them from the kernel; called before the ring is closed. */
  @Override
  public void close() {
    register(UNREGISTER);
    entries.close();
  }
}
