package dev.switchboard.fetch;

import java.io.IOException;

/** As many bytes as Content-Length says. */
final class LengthBody implements Body {

  private final long length;
  private long taken;

  LengthBody(long length) {
    this.length = length;
  }

  @Override
  public int take(byte[] bytes, int offset, int available, ReplyEvents events) throws IOException {
    int count = (int) Math.min(available, length - taken);
    if (count > 0) {
      taken += count;
      events.body(bytes, offset, count);
    }
    return count;
  }

  @Override
  public boolean isComplete() {
    return taken == length;
  }

  @Override
  public boolean mayEndWithStream() {
    return isComplete();
  }

  @Override
  public String position() {
    return taken + " of " + length + " bytes of the body";
  }
}
