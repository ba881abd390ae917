package dev.switchboard.framing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A binary length in a header; see {@link Framing#lengthField} for the pictures. */
record LengthField(String name, int offset, int width, ByteOrder order, int adjust)
    implements Framing {

  /** The header is kept before anything in it can be refused, so it is bounded too. */
  private static final int FURTHEST = 65_535;

  LengthField {
    if (offset < 0 || offset > FURTHEST) {
      throw new IllegalArgumentException(
          "a length field stands at an offset of 0 to " + FURTHEST + ", not " + offset);
    }
    if (width != 1 && width != 2 && width != 3 && width != 4 && width != 8) {
      throw new IllegalArgumentException("a length field has 1, 2, 3, 4 or 8 bytes, not " + width);
    }
  }

  private int header() {
    return offset + width;
  }

  /** Whether the header is part of the message, because there is more in it than the length. */
  private boolean headerInMessage() {
    return offset > 0;
  }

  private long largestValue() {
    return width == Long.BYTES ? Long.MAX_VALUE : (1L << (Byte.SIZE * width)) - 1;
  }

  @Override
  public Codec codec(int maxMessage) {
    return new LengthFieldCodec(maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    int body = headerInMessage() ? frame.length() - header() : frame.length();
    if (body < 0) {
      throw new UnsendableException(
          "a message of %d bytes is shorter than its header of %d"
              .formatted(frame.length(), header()));
    }
    long value = (long) body - adjust;
    if (value < 0) {
      throw new UnsendableException(
          "%d bytes behind the length field are less than the %d that it counts at least"
              .formatted(body, adjust));
    }
    if (value > largestValue()) {
      throw new UnsendableException(
          "a message of %d bytes does not fit a length field of %d bytes, which ends at %d"
              .formatted(frame.length(), width, largestValue()));
    }
    return Math.addExact(header(), body);
  }

  private long read(ByteBuffer memory, int at) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      int index = order == ByteOrder.BIG_ENDIAN ? i : width - 1 - i;
      value = (value << Byte.SIZE) | (memory.get(at + index) & 0xFF);
    }
    return value;
  }

  private void write(long value, ByteBuffer field) {
    long rest = value;
    for (int i = 0; i < width; i++) {
      int index = order == ByteOrder.BIG_ENDIAN ? width - 1 - i : i;
      field.put(index, (byte) rest);
      rest >>>= Byte.SIZE;
    }
  }

  private final class LengthFieldCodec implements Codec {

    private final int max;
    private final ByteBuffer field = ByteBuffer.allocate(width);
    private long wireLength; // 0 until the length is known; with its header it may be over 2 GiB

    LengthFieldCodec(int max) {
      this.max = max;
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      if (wireLength == 0) {
        if (end - start < header()) {
          return false;
        }
        wireLength = header() + bodyLength(memory, start);
      }
      if (end - start < wireLength) {
        return false;
      }
      int before = headerInMessage() ? 0 : width;
      cut.message(before, (int) wireLength - before, 0);
      wireLength = 0;
      return true;
    }

    private long bodyLength(ByteBuffer memory, int start) {
      long value = read(memory, start + offset);
      long body = value + adjust;
      // An eight-byte field can be negative as a long, and the sum can wrap: both are too large.
      boolean huge = value < 0 || (adjust > 0 && body < 0);
      long message = headerInMessage() ? body + header() : body;
      if (huge || message > max) {
        throw new TooLargeException(
            huge ? Long.MAX_VALUE : message,
            max,
            "a message of %s bytes is over the limit of %d; its length field is %s"
                .formatted(
                    huge ? Long.toUnsignedString(value) : message,
                    max,
                    Shown.bytes(memory, start + offset, width)));
      }
      if (body < 0) {
        throw new MalformedException(
            offset,
            "the length field says %d, less than the %d bytes that it counts at least; it is %s"
                .formatted(value, -(long) adjust, Shown.bytes(memory, start + offset, width)));
      }
      return body;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      if (end > start) {
        throw new TruncatedException(
            end - start, wireLength == 0 ? TruncatedException.UNKNOWN : wireLength);
      }
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      if (headerInMessage()) {
        frame.writeTo(output, 0, offset);
        write((long) frame.length() - header() - adjust, field);
        output.write(field, 0, width);
        frame.writeTo(output, header(), frame.length() - header());
      } else {
        write((long) frame.length() - adjust, field);
        output.write(field, 0, width);
        frame.writeTo(output);
      }
    }
  }
}
