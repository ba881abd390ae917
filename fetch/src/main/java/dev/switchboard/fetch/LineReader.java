package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a head, or trailers, into lines, and keeps all of it. A line ends with CR LF, or with LF
 * alone (RFC 9112, 2.2). Bounded, and linear however the bytes are cut.
 */
final class LineReader {

  /** A head of this size is more than any server sends; Apache and nginx allow 8 KiB to clients. */
  static final int MOST_BYTES = 64 << 10;

  private static final int FIRST_BYTES = 1024;

  private byte[] kept = new byte[FIRST_BYTES];
  private int size;
  private int lineStart;

  /** Takes one byte; answers the line that it ended, without its end. */
  @Nullable String take(byte b) throws ReplyException {
    if (size == MOST_BYTES) {
      throw new ReplyException.Malformed("its head has more than 64 KiB");
    }
    if (size == kept.length) {
      kept = Arrays.copyOf(kept, 2 * size);
    }
    kept[size++] = b;
    if (b != '\n') {
      return null;
    }
    int end = size - 1;
    if (end > lineStart && kept[end - 1] == '\r') {
      end--;
    }
    String line = new String(kept, lineStart, end - lineStart, ISO_8859_1);
    lineStart = size;
    return line;
  }

  int size() {
    return size;
  }

  /** Everything so far; each character is one byte. */
  String text() {
    return new String(kept, 0, size, ISO_8859_1);
  }

  /** Begins anew. */
  void clear() {
    size = 0;
    lineStart = 0;
  }
}
