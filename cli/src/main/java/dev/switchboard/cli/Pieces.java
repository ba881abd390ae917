package dev.switchboard.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Standard input as it comes: what one read gives is one piece, and so one packet. On a terminal
 * that is a line (termios(3), canonical mode).
 */
final class Pieces implements Typing {

  /** As nc: what fits into a packet of any transport. */
  private static final int PACKET = 16 << 10;

  private static final int STREAM = 64 << 10;

  private final InputStream from;
  private final byte[] memory;

  Pieces(InputStream from, boolean packets) {
    this.from = from;
    this.memory = new byte[packets ? PACKET : STREAM];
  }

  @Override
  public byte @Nullable [] next() throws IOException {
    int count = from.read(memory);
    return count < 0 ? null : Arrays.copyOf(memory, count);
  }
}
