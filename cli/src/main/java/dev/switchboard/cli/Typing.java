package dev.switchboard.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a person or a program has to say, a piece at a time. One thread asks. */
interface Typing {

  /**
   * Waits for the next piece.
   *
   * @return null at the end
   * @throws IOException when it cannot be read
   */
  byte @Nullable [] next() throws IOException;
}
