package dev.switchboard.event;

import dev.switchboard.framing.Frame;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells events to a listener, if there is one. Whoever has an event on a path that is walked often
 * asks {@link #on()} first, so that nothing is made when nobody listens.
 */
public final class Events {

  private final @Nullable EventListener listener;

  public Events(@Nullable EventListener listener) {
    this.listener = listener;
  }

  /** Whether somebody listens. */
  public boolean on() {
    return listener != null;
  }

  /** Makes the event, with the time, and tells it, if somebody listens. */
  public void tell(Function<Instant, Event> event) {
    if (listener != null) {
      try {
        listener.happened(event.apply(Instant.now()));
      } catch (RuntimeException e) {
        // A listener's fault must not become a connection's; there is nobody to tell it to.
        return;
      }
    }
  }

  /** A copy of bytes for an event. */
  public static Frame bytes(ByteBuffer memory, int offset, int length) {
    byte[] copy = new byte[length];
    memory.get(offset, copy);
    return Frame.of(copy);
  }
}
