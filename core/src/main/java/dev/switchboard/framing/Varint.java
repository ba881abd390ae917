package dev.switchboard.framing;

import java.nio.ByteBuffer;

/**
 * A length as unsigned LEB128: seven bits a byte, the lowest first, the top bit set on every byte
 * but the last. Five bytes hold any length of 32 bits.
 */
record Varint() implements Framing {

  private static final int MOST_BYTES = 5;
  private static final int BITS = 7;
  private static final int MORE = 0x80;

  @Override
  public String name() {
    return "varint";
  }

  @Override
  public Codec codec(int maxMessage) {
    return new VarintCodec(maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    return Math.addExact(frame.length(), MOST_BYTES);
  }

  private static final class VarintCodec implements Codec {

    private final int max;
    private final ByteBuffer field = ByteBuffer.allocate(MOST_BYTES);
    private int seen;
    private long length;
    private boolean complete;

    VarintCodec(int max) {
      this.max = max;
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      while (!complete && start + seen < end) {
        byte next = memory.get(start + seen);
        length |= (long) (next & ~MORE & 0xFF) << (BITS * seen);
        seen++;
        complete = (next & MORE) == 0;
        if ((!complete && seen == MOST_BYTES) || length > 0xFFFFFFFFL) {
          throw new MalformedException(
              seen - 1,
              "a length has at most 32 bits in "
                  + MOST_BYTES
                  + " bytes, and this one has more: "
                  + Shown.bytes(memory, start, seen));
        }
        if (length > max) {
          throw new TooLargeException(
              length,
              max,
              "a message of %d bytes or more is over the limit of %d; its length field is %s"
                  .formatted(length, max, Shown.bytes(memory, start, seen)));
        }
      }
      if (!complete || end - start < seen + length) {
        return false;
      }
      cut.message(seen, (int) length, 0);
      seen = 0;
      length = 0;
      complete = false;
      return true;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      if (end > start) {
        throw new TruncatedException(
            end - start, complete ? seen + length : TruncatedException.UNKNOWN);
      }
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      int rest = frame.length();
      int bytes = 0;
      while (rest >= MORE) {
        field.put(bytes++, (byte) (rest | MORE));
        rest >>>= BITS;
      }
      field.put(bytes++, (byte) rest);
      output.write(field, 0, bytes);
      frame.writeTo(output);
    }
  }
}
