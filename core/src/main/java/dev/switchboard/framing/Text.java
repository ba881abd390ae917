package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** Messages without a boundary of their own, ended by whichever of four things comes first. */
record Text() implements Framing {

  private static final int LONGEST = 1024;
  private static final long SILENCE_NANOS = 200_000_000;

  @Override
  public String name() {
    return "text";
  }

  @Override
  public Codec codec(int maxMessage) {
    return new TextCodec(Math.min(LONGEST, maxMessage));
  }

  @Override
  public int measure(Frame frame) {
    return Math.addExact(frame.length(), LineEnd.CRLF.length());
  }

  static final class TextCodec implements Codec {

    private final int longest;
    private final Search search = new Search('\n');
    private LineEnd ending = LineEnd.NONE;

    TextCodec(int longest) {
      this.longest = longest;
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      // No further than the longest message, so that no byte is looked at again for the next one.
      int lf = search.find(memory, start, (int) Math.min(end, start + (long) longest));
      if (lf >= 0) {
        LineEnd found = LineEnd.at(memory, start, lf);
        return take(lf + 1 - found.length() - start, found, cut);
      }
      // All that fits has come. Whether an LF follows is not waited for: it may never come.
      return end - start >= longest && take(longest, LineEnd.NONE, cut);
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      return end > start && take(end - start, LineEnd.NONE, cut);
    }

    private boolean take(int length, LineEnd behind, Cut cut) {
      search.restart();
      ending = behind;
      cut.message(0, length, behind.length());
      return true;
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
      ending.writeTo(output);
    }

    @Override
    public long silence() {
      return SILENCE_NANOS;
    }

    long examined() {
      return search.examined();
    }
  }
}
