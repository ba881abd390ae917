package dev.switchboard.tls;

import java.util.Arrays;

/**
 * The records that the kernel has not taken yet, and how much plaintext is in each, so that a
 * session is told exactly which of its bytes are on the wire. Of a record that was taken in part,
 * the overhead counts as taken first. One thread at a time.
 */
final class InFlight {

  private static final int FIRST_CAPACITY = 4;

  private int[] ciphertext = new int[FIRST_CAPACITY]; // a ring, as the other
  private int[] plaintext = new int[FIRST_CAPACITY];
  private int first;
  private int count;
  private int taken; // bytes of the first record
  private long pending;

  /** Records were handed to the kernel's side. */
  void add(int cipher, int plain) {
    if (count == ciphertext.length) {
      grow();
    }
    int at = (first + count) & (ciphertext.length - 1);
    ciphertext[at] = cipher;
    plaintext[at] = plain;
    count++;
    pending += cipher;
  }

  private void grow() {
    ciphertext = grown(ciphertext);
    plaintext = grown(plaintext);
    first = 0;
  }

  private int[] grown(int... ring) {
    int[] larger = Arrays.copyOf(Arrays.copyOfRange(ring, first, ring.length), 2 * ring.length);
    System.arraycopy(ring, 0, larger, ring.length - first, first);
    return larger;
  }

  /** The kernel took so many bytes more; answers how many bytes of plaintext that were. */
  long taken(long bytes) {
    pending -= bytes;
    long plain = 0;
    for (long rest = bytes; rest > 0; ) {
      int before = plainOf(taken);
      int step = (int) Math.min(rest, ciphertext[first] - taken);
      taken += step;
      rest -= step;
      plain += plainOf(taken) - before;
      if (taken == ciphertext[first]) {
        first = (first + 1) & (ciphertext.length - 1);
        count--;
        taken = 0;
      }
    }
    return plain;
  }

  /** Plaintext in the first bytes of the first record. */
  private int plainOf(int bytes) {
    return Math.max(0, bytes - (ciphertext[first] - plaintext[first]));
  }

  /** Bytes of records that were not taken. */
  long pending() {
    return pending;
  }
}
