package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** A search for one byte that goes on, when more bytes have come, where it had stopped. */
final class Search {

  private final byte wanted;
  private int scanned;
  private long examined;

  Search(char wanted) {
    this.wanted = (byte) wanted;
  }

  /** The absolute index of the byte in {@code memory[start, end)}, or -1: not yet. */
  int find(ByteBuffer memory, int start, int end) {
    int from = start + scanned;
    int found = Scan.indexOf(memory, from, end, wanted);
    int to = found < 0 ? end : found + 1;
    examined += to - from;
    scanned = to - start;
    return found;
  }

  /** The message has been taken: the next search begins at the front. */
  void restart() {
    scanned = 0;
  }

  /** How many bytes were compared since the codec was made; the proof that work is linear. */
  long examined() {
    return examined;
  }
}
