package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** Messages of one length. */
record Fixed(int length) implements Framing {

  Fixed {
    if (length < 1) {
      throw new IllegalArgumentException("a fixed message has 1 byte or more, not " + length);
    }
  }

  @Override
  public String name() {
    return "fixed:" + length;
  }

  @Override
  public Codec codec(int maxMessage) {
    if (length > maxMessage) {
      throw new IllegalArgumentException(
          name() + " is over the limit of " + maxMessage + " bytes a message");
    }
    return new FixedCodec(length);
  }

  @Override
  public int measure(Frame frame) {
    if (frame.length() != length) {
      throw new UnsendableException(
          "a message of " + frame.length() + " bytes where each has exactly " + length);
    }
    return length;
  }

  private record FixedCodec(int length) implements Codec {

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      cut.message(0, length, 0);
      return end - start >= length;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      if (end > start) {
        throw new TruncatedException(end - start, length);
      }
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
    }
  }
}
