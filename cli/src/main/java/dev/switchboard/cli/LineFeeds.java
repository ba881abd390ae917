package dev.switchboard.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code -C}: puts a CR before each LF that has none, also where a piece ends between the two. */
final class LineFeeds implements Typing {

  private final Typing typed;
  private byte last;

  LineFeeds(Typing typed) {
    this.typed = typed;
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    byte[] piece = typed.next();
    if (piece == null) {
      return null;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(piece.length + 16);
    for (byte b : piece) {
      if (b == '\n' && last != '\r') {
        all.write('\r');
      }
      all.write(b);
      last = b;
    }
    return all.toByteArray();
  }
}
