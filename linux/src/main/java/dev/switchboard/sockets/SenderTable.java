package dev.switchboard.sockets;

import org.jspecify.annotations.Nullable;

/**
 * The senders that one socket has heard of lately, so that a packet of a known one makes no object.
 * It is bounded: where many addresses fall together, a newer one takes the place of an older one,
 * and the older one is made anew, equal to what it was, should it come again.
 *
 * <p>One thread at a time.
 */
final class SenderTable {

  private static final int PLACES = 1 << 15; // a power of two
  private static final int NEAR = 4; // places that one address may have

  private final NativePackets socket;
  private final @Nullable NativeSender[] senders = new @Nullable NativeSender[PLACES + NEAR];

  SenderTable(NativePackets socket) {
    this.socket = socket;
  }

  /** The sender with the address that lies there. */
  NativeSender at(long address, int length) {
    int hash = NativeSender.hash(address, length);
    int place = hash & (PLACES - 1);
    int free = place + ((hash >>> 16) & (NEAR - 1)); // or whoever stands there
    for (int i = place; i < place + NEAR; i++) {
      NativeSender known = senders[i];
      if (known == null) {
        free = i;
        break;
      }
      if (known.is(address, length, hash)) {
        return known;
      }
    }
    NativeSender made = new NativeSender(socket, address, length, hash);
    senders[free] = made;
    return made;
  }
}
