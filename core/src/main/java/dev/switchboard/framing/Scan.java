package dev.switchboard.framing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Looks for a byte, eight bytes at a step. */
final class Scan {

  private static final long ONES = 0x0101010101010101L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private Scan() {}

  /** The absolute index of the first {@code wanted} in {@code [from, to)}, or -1. */
  static int indexOf(ByteBuffer memory, int from, int to, byte wanted) {
    boolean little = memory.order() == ByteOrder.LITTLE_ENDIAN;
    long pattern = (wanted & 0xFFL) * ONES;
    int at = from;
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = memory.getLong(at);
      // A byte of zero is where `wanted` stood. The sum carries into no neighbour, so each high
      // bit of `hit` is exact, also before the first true one.
      long differing = (little ? Long.reverseBytes(word) : word) ^ pattern;
      long hit = ~(((differing & LOW_BITS) + LOW_BITS) | differing | LOW_BITS);
      if (hit != 0) {
        return at + (Long.numberOfLeadingZeros(hit) >>> 3);
      }
    }
    for (; at < to; at++) {
      if (memory.get(at) == wanted) {
        return at;
      }
    }
    return -1;
  }
}
