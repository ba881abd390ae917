package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** What came at once is one message: no framing on a stream, the packet's own border elsewhere. */
record Whole(String name, boolean packets) implements Framing {

  static final Whole NONE = new Whole("none", false);
  static final Whole DATAGRAM = new Whole("datagram", true);

  @Override
  public Codec codec(int maxMessage) {
    return packets ? new PacketCodec(maxMessage) : new ReceiveCodec(maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    return frame.length();
  }

  private record ReceiveCodec(int max) implements Codec {

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      cut.message(0, Math.min(end - start, max), 0);
      return end > start;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      return decode(memory, start, end, cut);
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
    }
  }

  private record PacketCodec(int max) implements Codec {

    /** An empty packet is a message too. */
    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      int length = end - start;
      if (length > max) {
        throw new TooLargeException(
            length, max, "a packet of " + length + " bytes is over the limit of " + max);
      }
      cut.message(0, length, 0);
      return true;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      return false;
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
    }
  }
}
