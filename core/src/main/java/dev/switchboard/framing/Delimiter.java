package dev.switchboard.framing;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages that end with a delimiter of one or more bytes. */
final class Delimiter implements Framing {

  private static final int LONGEST = 64;

  private final Frame delimiter;
  private final Needle needle;

  Delimiter(Frame delimiter) {
    if (delimiter.isEmpty() || delimiter.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a delimiter has 1 to " + LONGEST + " bytes, not " + delimiter.length());
    }
    this.delimiter = delimiter;
    this.needle = new Needle(delimiter.toBytes());
  }

  @Override
  public String name() {
    return "delim:" + FramingNames.escaped(delimiter);
  }

  @Override
  public Codec codec(int maxMessage) {
    return new DelimiterCodec(maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    int matched = 0;
    for (int i = 0; i < frame.length(); i++) {
      matched = step(matched, frame.at(i));
      if (matched == needle.length()) {
        throw new UnsendableException(
            "a message cannot contain its delimiter, and this one has %s at byte %d"
                .formatted(Shown.quoted(delimiter.text()), i + 1 - needle.length()));
      }
    }
    // The border may also come too early: the message's end and the delimiter's beginning.
    for (int i = 0; i < needle.length() - 1; i++) {
      matched = step(matched, delimiter.at(i));
      if (matched == needle.length()) {
        throw new UnsendableException(
            "the end of this message and its delimiter %s together would end it too early"
                .formatted(Shown.quoted(delimiter.text())));
      }
    }
    return Math.addExact(frame.length(), needle.length());
  }

  private int step(int matched, byte value) {
    int now = matched;
    while (!needle.continues(now, value)) {
      if (now == 0) {
        return 0;
      }
      now = needle.shorter(now);
    }
    return now + 1;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delimiter that && delimiter.equals(that.delimiter);
  }

  @Override
  public int hashCode() {
    return delimiter.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }

  final class DelimiterCodec implements Codec {

    private final int max;
    private int scanned;
    private int matched; // how many bytes of the delimiter the bytes scanned last are
    private long examined;

    DelimiterCodec(int max) {
      this.max = max;
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      while (start + scanned < end) {
        advance(memory.get(start + scanned));
        scanned++;
        if (matched == needle.length()) {
          cut.message(0, scanned - matched, matched);
          scanned = 0;
          matched = 0;
          return true;
        }
        // What may still turn out to be the delimiter does not count.
        if (scanned - matched > max) {
          throw TooLargeException.endless(
              "message", scanned, max, Shown.bytes(memory, start, scanned));
        }
      }
      return false;
    }

    /** As {@code step}, and counts the comparisons: each but one a byte undoes an earlier match. */
    private void advance(byte value) {
      examined++;
      while (!needle.continues(matched, value)) {
        if (matched == 0) {
          return;
        }
        matched = needle.shorter(matched);
        examined++;
      }
      matched++;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      if (end > start) {
        throw new TruncatedException(end - start, TruncatedException.UNKNOWN);
      }
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
      delimiter.writeTo(output);
    }

    /** How many comparisons were made since the codec was made; the proof that work is linear. */
    long examined() {
      return examined;
    }
  }
}
