package dev.switchboard.load;

import java.util.Arrays;

/** A queue of times, which grows where it must and allocates nothing else. */
final class Times {

  private long[] ring = new long[16];
  private int first;
  private int size;

  void add(long time) {
    if (size == ring.length) {
      grow();
    }
    ring[(first + size) & (ring.length - 1)] = time;
    size++;
  }

  private void grow() {
    long[] larger = Arrays.copyOfRange(ring, first, first + 2 * ring.length);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    ring = larger;
    first = 0;
  }

  long remove() {
    long time = ring[first];
    first = (first + 1) & (ring.length - 1);
    size--;
    return time;
  }

  int size() {
    return size;
  }
}
