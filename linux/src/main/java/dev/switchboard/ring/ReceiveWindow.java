package dev.switchboard.ring;

import java.nio.ByteBuffer;

/**
 * The buffer of a group that a session looks at during its turn. A reply that lies in it can be
 * sent from where it is; the buffer is then kept until the kernel has taken the bytes.
 *
 * <p>At most half of all buffers may be kept so: peers that do not read must not take the buffers
 * of those who do.
 */
final class ReceiveWindow implements Owned.Thing {

  static final int NONE = -1;

  private final int group;
  private final BufferRing buffers;
  private final ByteBuffer memory;
  private int kept;
  private int buffer = NONE;
  private int start;
  private int end;

  ReceiveWindow(int group, BufferRing buffers) {
    this.group = group;
    this.buffers = buffers;
    this.memory = buffers.memory();
  }

  int group() {
    return group;
  }

  BufferRing buffers() {
    return buffers;
  }

  ByteBuffer memory() {
    return memory;
  }

  /** A session looks at {@code length} bytes in this buffer. */
  void open(int opened, int length) {
    buffer = opened;
    start = buffers.start(opened);
    end = start + length;
  }

  /** It does not any more. */
  void close(int closed, boolean keeps) {
    buffer = NONE;
    end = start;
    if (!keeps) {
      buffers.give(closed);
    }
  }

  /** Whether these bytes lie in it. */
  @SuppressWarnings("ReferenceEquality") // the same memory, not the same content
  boolean holds(ByteBuffer from, int offset, int length) {
    return from == memory && buffer != NONE && offset >= start && length <= end - offset;
  }

  /** Whether the same bytes stand in it at {@code index}: a framing wrote what also came. */
  boolean repeats(ByteBuffer from, int offset, int length, int index) {
    if (buffer == NONE || index < start || length > end - index) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (from.get(offset + i) != memory.get(index + i)) {
        return false;
      }
    }
    return true;
  }

  boolean mayKeep() {
    return kept < buffers.count() / 2;
  }

  /** The buffer stays with whoever asked; {@link #giveBack} ends that. */
  int keep() {
    kept++;
    return buffer;
  }

  void giveBack(int returned) {
    kept--;
    buffers.give(returned);
  }

  /** How many are kept. */
  int kept() {
    return kept;
  }

  @Override
  public void close() {
    buffers.close();
  }
}
