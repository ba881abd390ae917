package dev.switchboard.event;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Ending;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells events to a listener, if there is one. Whoever has an event on a path that is walked often
 * asks {@link #on()} first, so that nothing is made when nobody listens.
 */
public final class Events {

  /** A loop that is held for longer makes other clients wait for a time that people notice. */
  private static final Duration HELD_FOR_LONG = Duration.ofMillis(100);

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
      } catch (Throwable e) {
        // A listener's fault must not become a connection's; there is nobody to tell it to.
        return;
      }
    }
  }

  /**
   * A read gave {@code count} bytes, from index 0 on; -1 is the end of the peer's stream. That
   * nothing was there yet is not told.
   */
  public void read(long connection, ByteBuffer memory, int count) {
    if (on() && count != 0) {
      tell(at ->
          count < 0
              ? new Event.PeerFinished(at, connection)
              : new Event.Received(at, connection, bytes(memory, 0, count)));
    }
  }

  /** A packet came, which may be empty. */
  public void packet(long connection, ByteBuffer memory, int length) {
    if (on()) {
      tell(at -> new Event.Received(at, connection, bytes(memory, 0, length)));
    }
  }

  /**
   * A write took {@code count} bytes, from index {@code start} on. That it took none is not told.
   */
  public void written(long connection, ByteBuffer memory, int start, int count) {
    if (on() && count > 0) {
      packetSent(connection, memory, start, count);
    }
  }

  /** A packet was sent, which may be empty. */
  public void packetSent(long connection, ByteBuffer memory, int start, int length) {
    if (on()) {
      tell(at -> new Event.Sent(at, connection, bytes(memory, start, length)));
    }
  }

  /** A connection had its loop for this time; that is told when it was long. */
  public void loopHeld(long connection, long nanos) {
    if (on() && nanos > HELD_FOR_LONG.toNanos()) {
      tell(at -> new Event.LoopHeld(at, connection, Duration.ofNanos(nanos)));
    }
  }

  /** A connection is closed. Without an ending it never began. */
  public void ended(long connection, @Nullable Ending ending) {
    Ending how = ending == null ? new Ending.IoError("it never began") : ending;
    tell(at -> new Event.Ended(at, connection, how));
  }

  /** A copy of bytes for an event. */
  public static Frame bytes(ByteBuffer memory, int offset, int length) {
    byte[] copy = new byte[length];
    memory.get(offset, copy);
    return Frame.of(copy);
  }
}
