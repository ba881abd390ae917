package dev.switchboard.ring;

import java.util.ArrayDeque;

/**
 * Slots that nobody uses. The one given back last is taken first: its memory is still in the
 * processor's cache, which a slot for each connection would not be.
 */
final class SendSlots {

  /** Four MiB are kept; what a burst took beyond that goes back to the JVM. */
  private static final int KEPT = (4 << 20) / SendSlot.BYTES;

  private final ArrayDeque<SendSlot> free = new ArrayDeque<>();

  SendSlot take() {
    SendSlot slot = free.pollLast();
    return slot == null ? new SendSlot() : slot;
  }

  void give(SendSlot slot) {
    slot.start = 0;
    slot.end = 0;
    slot.next = null;
    if (free.size() < KEPT) {
      free.addLast(slot);
    }
  }
}
