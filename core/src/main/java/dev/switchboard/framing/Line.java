package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** Lines that end with LF or CR LF. */
record Line() implements Framing {

  @Override
  public String name() {
    return "line";
  }

  @Override
  public Codec codec(int maxMessage) {
    return new LineCodec(maxMessage);
  }

  @Override
  public int measure(Frame frame) {
    int lf = frame.indexOf((byte) '\n', 0);
    if (lf >= 0) {
      throw new UnsendableException(
          "a line cannot contain a line feed, and this message has one at byte " + lf);
    }
    return Math.addExact(frame.length(), LineEnd.CRLF.length());
  }

  static final class LineCodec implements Codec {

    private final int max;
    private final Search search = new Search('\n');
    private LineEnd ending = LineEnd.LF;

    LineCodec(int max) {
      this.max = max;
    }

    @Override
    public boolean decode(ByteBuffer memory, int start, int end, Cut cut) {
      int lf = search.find(memory, start, end);
      int soFar = (lf < 0 ? end : lf) - start;
      // Behind the longest line there may already be the CR whose LF has not come.
      boolean mayFit = soFar <= max || (soFar == max + 1L && memory.get(start + max) == '\r');
      if (!mayFit) {
        throw TooLargeException.endless("line", max + 1L, max, Shown.bytes(memory, start, max + 1));
      }
      if (lf < 0) {
        return false;
      }
      search.restart();
      ending = LineEnd.at(memory, start, lf);
      cut.message(0, lf + 1 - ending.length() - start, ending.length());
      return true;
    }

    @Override
    public boolean finish(ByteBuffer memory, int start, int end, Cut cut) {
      search.restart();
      // A CR whose LF did not come is no part of the line either.
      int behind = end > start && memory.get(end - 1) == '\r' ? 1 : 0;
      cut.message(0, end - start - behind, behind);
      return end > start;
    }

    @Override
    public void encode(Frame frame, Output output) {
      frame.writeTo(output);
      // A line that ends with CR needs a CR LF behind it, else the peer would take its CR away.
      boolean endsWithReturn = !frame.isEmpty() && frame.at(frame.length() - 1) == '\r';
      (endsWithReturn ? LineEnd.CRLF : ending).writeTo(output);
    }

    long examined() {
      return search.examined();
    }
  }
}
