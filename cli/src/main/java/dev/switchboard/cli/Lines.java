package dev.switchboard.cli;

import dev.switchboard.framing.UnsendableException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Standard input line by line, without LF or CR LF: each is one message. */
final class Lines implements Typing {

  /** So that input without any line feed does not fill the memory. */
  static final int LONGEST = 16 << 20;

  private final BufferedInputStream from;

  Lines(InputStream from) {
    this.from = new BufferedInputStream(from, 64 << 10);
  }

  /**
   * The next line; a last one without a line feed is one, too.
   *
   * @throws UnsendableException for one that is too long; the next call gives the one behind it
   */
  @Override
  public byte @Nullable [] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long length = 0;
    int b = from.read();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = from.read()) {
      length++;
      if (length <= LONGEST) {
        line.write(b);
      }
    }
    if (length > LONGEST) {
      throw new UnsendableException(
          "a line of " + length + " bytes is longer than any message: at most " + LONGEST);
    }
    byte[] bytes = line.toByteArray();
    boolean carriageReturn = b == '\n' && length > 0 && bytes[bytes.length - 1] == '\r';
    return carriageReturn ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
  }
}
