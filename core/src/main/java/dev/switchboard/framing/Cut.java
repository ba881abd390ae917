package dev.switchboard.framing;

import java.nio.ByteBuffer;

/**
 * Where a codec found a message: how many bytes stand before it, its own, and how many behind it
 * belong to the framing.
 *
 * <p>One object serves all messages of a session, and so does the {@link Frame} that it moves.
 */
public final class Cut {

  private final Frame frame = Frame.view();
  private int before;
  private int length;
  private int behind;

  /** A cut that has found nothing yet. */
  public Cut() {}

  /** Called by a codec that found a message. */
  public void message(int before, int length, int behind) {
    this.before = before;
    this.length = length;
    this.behind = behind;
  }

  /** How many bytes of the framing stand before the message. */
  public int before() {
    return before;
  }

  /** How many bytes of the stream the message takes, with what the framing puts around it. */
  public int wireLength() {
    return before + length + behind;
  }

  /** The message, where the bytes that the codec looked at began at {@code start}. */
  public Frame in(ByteBuffer memory, int start) {
    frame.look(memory, start + before, length);
    return frame;
  }

  /** Ends the validity of the last frame. */
  public void expire() {
    frame.expire();
  }
}
