package dev.switchboard.ring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a loop's receives, in two groups: small ones, in which many short messages stay in
 * the processor's cache, and large ones for those who send much at a time. The large ones are made
 * when the first such peer comes.
 */
final class Receives implements Owned.Thing {

  private static final int SMALL_COUNT = 1024;
  private static final int SMALL_BYTES = 1 << 10;
  private static final int LARGE_COUNT = 256;
  private static final int LARGE_BYTES = 16 << 10;

  private final Ring ring;
  private final ReceiveWindow small;
  private @Nullable ReceiveWindow large;
  private boolean onlySmall; // the kernel gave no memory for the large ones
  private ReceiveWindow open;

  Receives(Ring ring) throws IOException {
    this.ring = ring;
    this.small = new ReceiveWindow(0, new BufferRing(ring, 0, SMALL_COUNT, SMALL_BYTES));
    this.open = small;
  }

  ReceiveWindow small() {
    return small;
  }

  /** The large ones, or the small ones where there are no others. */
  ReceiveWindow large() {
    if (large == null && !onlySmall) {
      try {
        large = new ReceiveWindow(1, new BufferRing(ring, 1, LARGE_COUNT, LARGE_BYTES));
      } catch (IOException e) {
        onlySmall = true; // slower, and nothing else
      }
    }
    return large == null ? small : large;
  }

  /** The one that a session looks at, or one that is closed. */
  ReceiveWindow open() {
    return open;
  }

  void opened(ReceiveWindow window) {
    open = window;
  }

  /** Shows the kernel all buffers that were given back. */
  void publish() {
    small.buffers().publish();
    if (large != null) {
      large.buffers().publish();
    }
  }

  @Override
  public void close() {
    small.close();
    if (large != null) {
      large.close();
    }
  }
}
