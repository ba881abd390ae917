package dev.switchboard.fetch;

/** Replies to HEAD, and those that never have one: 204 No Content, 304 Not Modified. */
record NoBody() implements Body {

  @Override
  public int take(byte[] bytes, int offset, int length, ReplyEvents events) {
    return 0;
  }

  @Override
  public boolean isComplete() {
    return true;
  }

  @Override
  public boolean mayEndWithStream() {
    return true;
  }

  @Override
  public String position() {
    return "the head";
  }
}
