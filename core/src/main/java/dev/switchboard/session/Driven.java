package dev.switchboard.session;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a driver drives: a {@link Session}, or one inside a layer such as TLS. The driver tells it
 * what happened, and after every such call looks at what it wishes.
 *
 * <p>{@code now} is in nanoseconds, 0 or more, and never goes back. One thread at a time may enter.
 */
public interface Driven {

  // ---- what happened ----

  /** The connection is there. The first call, made once. */
  void opened(long now);

  /** Bytes came, at least one; or a packet, which may be empty. They are valid during this call. */
  void bytes(ByteBuffer memory, int offset, int length, long now);

  /** The peer sends no more: a read answered the end of the stream. */
  void finished(long now);

  /**
   * The connection is of no use any more. What it ended by is {@code cause}, unless everything had
   * been said before.
   */
  void failed(Ending cause, long now);

  /** {@link Driver#wake()} was called. */
  void posted(long now);

  /** The kernel took {@code count} bytes more of what was written to the driver. */
  void written(long count, long now);

  /** The time that {@link #nextTick()} named has come; too early does no harm. */
  void tick(long now);

  /** The server stops: ends now if between messages, else when the message is answered. */
  void drain(long now);

  /** The work that {@link #takeTask()} gave is done. */
  void resumed(long now);

  // ---- what it wishes ----

  /** What to do with the connection. {@link Wish#FINISH} is answered once. */
  Wish wish();

  /** Whether bytes are wanted now. */
  boolean reading();

  /**
   * When {@link #tick} is wanted, in the time of {@code now}; 0 for at once, MAX_VALUE for never.
   */
  long nextTick();

  /** Work to be run elsewhere, and answered with {@link #resumed}; each is given once. */
  @Nullable Runnable takeTask();

  /** How the conversation ended or is ending, or null while it goes on. */
  @Nullable Ending ending();
}
