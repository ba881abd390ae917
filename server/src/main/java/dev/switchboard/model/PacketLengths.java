package dev.switchboard.model;

/** How long packets are whose bytes wait one behind the other. First in, first out. */
final class PacketLengths {

  private int[] lengths = new int[8];
  private int first;
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  void add(int length) {
    if (count == lengths.length) {
      int[] larger = new int[2 * count];
      for (int i = 0; i < count; i++) {
        larger[i] = lengths[(first + i) & (lengths.length - 1)];
      }
      lengths = larger;
      first = 0;
    }
    lengths[(first + count) & (lengths.length - 1)] = length;
    count++;
  }

  /** The length of the packet that is the next one. There must be one. */
  int first() {
    return lengths[first];
  }

  void removeFirst() {
    first = (first + 1) & (lengths.length - 1);
    count--;
  }

  void clear() {
    count = 0;
  }
}
