package dev.switchboard.fetch;

import java.io.IOException;

/** Everything until the server closes: it said nothing about a length. */
final class UntilCloseBody implements Body {

  private long taken;

  @Override
  public int take(byte[] bytes, int offset, int length, ReplyEvents events) throws IOException {
    if (length > 0) {
      taken += length;
      events.body(bytes, offset, length);
    }
    return length;
  }

  @Override
  public boolean isComplete() {
    return false;
  }

  @Override
  public boolean mayEndWithStream() {
    return true;
  }

  @Override
  public String position() {
    return taken + " bytes of a body of unknown length";
  }
}
