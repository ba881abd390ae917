package dev.switchboard.framing;

import java.nio.ByteBuffer;

/** What may stand behind a line. */
enum LineEnd {
  NONE(""),
  LF("\n"),
  CRLF("\r\n");

  @SuppressWarnings("ImmutableEnumChecker") // a frame that owns its bytes never changes
  private final Frame bytes;

  LineEnd(String bytes) {
    this.bytes = Frame.of(bytes);
  }

  /** What ends the line whose LF is at {@code lf} and which began at {@code start}. */
  static LineEnd at(ByteBuffer memory, int start, int lf) {
    return lf > start && memory.get(lf - 1) == '\r' ? CRLF : LF;
  }

  int length() {
    return bytes.length();
  }

  void writeTo(Output output) {
    if (this != NONE) {
      bytes.writeTo(output);
    }
  }
}
