package dev.switchboard.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;

/**
 * All memory of the process, by address. What lies where is the caller's to know: a wrong address
 * ends the JVM. It exists because the kernel's rings are shared memory that is read and written for
 * every message, and a segment for each structure would cost checks and objects.
 */
public final class Memory {

  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle().withInvokeExactBehavior();
  private static final VarHandle SHORT =
      ValueLayout.JAVA_SHORT.varHandle().withInvokeExactBehavior();

  private Memory() {}

  public static byte getByte(long address) {
    return ALL.get(ValueLayout.JAVA_BYTE, address);
  }

  public static short getShort(long address) {
    return ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, address);
  }

  public static int getInt(long address) {
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, address);
  }

  public static long getLong(long address) {
    return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, address);
  }

  public static void putByte(long address, byte value) {
    ALL.set(ValueLayout.JAVA_BYTE, address, value);
  }

  public static void putShort(long address, short value) {
    ALL.set(ValueLayout.JAVA_SHORT_UNALIGNED, address, value);
  }

  public static void putInt(long address, int value) {
    ALL.set(ValueLayout.JAVA_INT_UNALIGNED, address, value);
  }

  public static void putLong(long address, long value) {
    ALL.set(ValueLayout.JAVA_LONG_UNALIGNED, address, value);
  }

  /** Reads what the kernel or another thread published; later reads see what came before it. */
  public static int getIntAcquire(long address) {
    return (int) INT.getAcquire(ALL, address);
  }

  /** Publishes to the kernel, or to another thread, together with all that was written before. */
  public static void putIntRelease(long address, int value) {
    INT.setRelease(ALL, address, value);
  }

  /** As {@link #putIntRelease}, for 16 bits. */
  public static void putShortRelease(long address, short value) {
    SHORT.setRelease(ALL, address, value);
  }

  /** Where a direct buffer's index 0 is. The buffer must be kept for as long as that is used. */
  public static long addressOf(ByteBuffer direct) {
    return MemorySegment.ofBuffer(direct.slice(0, direct.capacity())).address();
  }

  /** Zeroes {@code length} bytes. */
  public static void clear(long address, long length) {
    ALL.asSlice(address, length).fill((byte) 0);
  }

  /** The memory from here on as a segment, for copies and buffers. */
  public static MemorySegment at(long address, long length) {
    return ALL.asSlice(address, length);
  }
}
