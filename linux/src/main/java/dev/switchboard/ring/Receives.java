package dev.switchboard.ring;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of a loop's receives, in two groups: small ones, in which many short messages stay in
 * the processor's cache, and large ones for those who send much at a time. The large ones are made
 * when the first such peer comes.
 */
final class Receives implements Owned.Thing {

  /** How many buffers of how many bytes; numbers are powers of two. */
  record Sizes(int smallCount, int smallBytes, int largeCount, int largeBytes) {

    /** As many as can be ready in one batch; less costs receives that are armed again. */
    static final Sizes USUAL = new Sizes(1024, 1 << 10, 64, 16 << 10);
  }

  private final Sizes sizes;
  private final Ring ring;
  private final ReceiveWindow small;
  private @Nullable ReceiveWindow large;
  private boolean onlySmall; // the kernel gave no memory for the large ones
  private ReceiveWindow open;

  Receives(Ring ring, Sizes sizes) throws IOException {
    this.ring = ring;
    this.sizes = sizes;
    this.small = new ReceiveWindow(0, new BufferRing(ring, 0, sizes.smallCount, sizes.smallBytes));
    this.open = small;
  }

  ReceiveWindow small() {
    return small;
  }

  /** The large ones, or the small ones where there are no others. */
  ReceiveWindow large() {
    if (large == null && !onlySmall) {
      try {
        large = new ReceiveWindow(1, new BufferRing(ring, 1, sizes.largeCount, sizes.largeBytes));
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
