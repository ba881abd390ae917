package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** A length in decimal ASCII digits, zero-padded to a width agreed in advance. */
record DecimalLength(int digits) implements Framing {

  private static final int MOST_DIGITS = 9;

  DecimalLength {
    if (digits < 1 || digits > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "a decimal length has 1 to " + MOST_DIGITS + " digits, not " + digits);
    }
  }

  @Override
  public String name() {
    return "length:" + digits;
  }

  @Override
  public Codec codec(int maxMessage) {
    return new DecimalLengthCodec(digits, maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    int largest = (int) Math.pow(10, digits) - 1;
    if (frame.length() > largest) {
      throw new UnsendableException(
          "a message of %d bytes does not fit a length of %d digits, which ends at %d"
              .formatted(frame.length(), digits, largest));
    }
    return Math.addExact(digits, frame.length());
  }

  private static final class DecimalLengthCodec implements Codec {

    private final int digits;
    private final int max;
    private final ByteBuffer field;
    private int seen;
    private int length;

    DecimalLengthCodec(int digits, int max) {
      this.digits = digits;
      this.max = max;
      this.field = ByteBuffer.allocate(digits);
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      // Each digit is judged when it comes, so that garbage is refused at its first byte.
      for (; seen < digits && start + seen < end; seen++) {
        byte digit = memory.get(start + seen);
        if (digit < '0' || digit > '9') {
          throw new MalformedException(
              seen,
              "the length should be %d decimal digits, and what came is %s"
                  .formatted(digits, shownField(memory, start, end)));
        }
        length = length * 10 + (digit - '0');
      }
      if (seen < digits) {
        return false;
      }
      if (length > max) {
        throw new TooLargeException(
            length,
            max,
            "a message of %d bytes is over the limit of %d; its length field is %s"
                .formatted(length, max, shownField(memory, start, end)));
      }
      if (end - start < digits + length) {
        return false;
      }
      cut.message(digits, length, 0);
      seen = 0;
      length = 0;
      return true;
    }

    private String shownField(ByteBuffer memory, int start, int end) {
      return Shown.bytes(memory, start, Math.min(digits, end - start));
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      if (end > start) {
        throw new TruncatedException(
            end - start, seen < digits ? TruncatedException.UNKNOWN : digits + length);
      }
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      int rest = frame.length();
      for (int i = digits - 1; i >= 0; i--) {
        field.put(i, (byte) ('0' + rest % 10));
        rest /= 10;
      }
      output.write(field, 0, digits);
      frame.writeTo(output);
    }
  }
}
