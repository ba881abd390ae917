package dev.switchboard.framing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * One message, as a read-only view of bytes.
 *
 * <p>A frame that is handed to a conversation lies in the receive buffer and is valid until {@code
 * received} returns; using it later throws {@link IllegalStateException}. {@link #copy()} keeps it.
 * A frame that a program made with {@code of} or {@code copy} owns its bytes, never changes, and
 * may be shared between threads.
 */
public final class Frame {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int EXPIRED = -1;

  private final boolean owned;
  private ByteBuffer memory;
  private int offset;
  private int length;

  private Frame(ByteBuffer memory, int length, boolean owned) {
    this.memory = memory;
    this.length = length;
    this.owned = owned;
  }

  /** A frame with a copy of these bytes. */
  public static Frame of(byte... bytes) {
    return owning(bytes.clone());
  }

  /** A frame with this text in UTF-8. */
  public static Frame of(String text) {
    return owning(text.getBytes(UTF_8));
  }

  private static Frame owning(byte[] bytes) {
    return new Frame(ByteBuffer.wrap(bytes), bytes.length, true);
  }

  /** A view that looks at nothing yet; {@link Cut} moves it from message to message. */
  static Frame view() {
    return new Frame(NOTHING, EXPIRED, false);
  }

  void look(ByteBuffer memory, int offset, int length) {
    this.memory = memory;
    this.offset = offset;
    this.length = length;
  }

  void expire() {
    look(NOTHING, 0, EXPIRED);
  }

  /** The number of bytes, 0 or more. */
  public int length() {
    if (length < 0) {
      throw expired();
    }
    return length;
  }

  public boolean isEmpty() {
    return length() == 0;
  }

  /** The byte at {@code index}, from 0. */
  public byte at(int index) {
    if (index < 0 || index >= length) {
      throw outside(index);
    }
    return memory.get(offset + index);
  }

  /** The index of the first {@code wanted} at or after {@code from}, or -1. */
  public int indexOf(byte wanted, int from) {
    if (from < 0 || from > length()) {
      throw outside(from);
    }
    int found = Scan.indexOf(memory, offset + from, offset + length, wanted);
    return found < 0 ? -1 : found - offset;
  }

  /** The bytes as UTF-8; what is not UTF-8 becomes U+FFFD. */
  public String text() {
    return new String(toBytes(), UTF_8);
  }

  /**
   * The bytes as UTF-8, and nothing else.
   *
   * @throws MalformedException where they are not; a conversation that lets it pass ends as {@code
   *     Malformed}
   */
  public String utf8() {
    ByteBuffer bytes = ByteBuffer.wrap(toBytes());
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(bytes)
          .toString();
    } catch (CharacterCodingException e) {
      int at = bytes.position();
      throw new MalformedException(
          at, "not UTF-8: " + Shown.bytes(bytes, at, Math.min(4, bytes.limit() - at)));
    }
  }

  /** A copy of the bytes. */
  public byte[] toBytes() {
    byte[] bytes = new byte[length()];
    memory.get(offset, bytes);
    return bytes;
  }

  /** This message for longer than {@code received} lasts: itself where it owns its bytes. */
  public Frame copy() {
    return owned ? this : owning(toBytes());
  }

  /** Gives all bytes to {@code output}. */
  public void writeTo(Output output) {
    output.write(memory, offset, length());
  }

  /** Gives {@code count} bytes from index {@code from} on to {@code output}. */
  public void writeTo(Output output, int from, int count) {
    if (from < 0 || count < 0 || from > length() - count) {
      throw outside(from);
    }
    output.write(memory, offset + from, count);
  }

  /** Frames with the same bytes are equal. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Frame that
        && length() == that.length()
        && memory.slice(offset, length).equals(that.memory.slice(that.offset, that.length));
  }

  @Override
  public int hashCode() {
    return memory.slice(offset, length()).hashCode();
  }

  /** Length and first bytes, for people. */
  @Override
  public String toString() {
    return length < 0
        ? "expired frame"
        : "frame of " + length + " bytes " + Shown.bytes(memory, offset, length);
  }

  private RuntimeException outside(int index) {
    return length < 0
        ? expired()
        : new IndexOutOfBoundsException("index " + index + " in a frame of " + length + " bytes");
  }

  private static IllegalStateException expired() {
    return new IllegalStateException(
        "this frame was valid until received() returned; copy() keeps a message for longer");
  }
}
