package dev.switchboard.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;

/**
 * What the C library says for EPIPE in the language of this process. The JDK passes strerror(3) on,
 * which is translated where the locale has a catalogue; so it is asked, once, by writing to a pipe
 * that nobody reads. Only an unknown text leads here.
 */
final class ForeignTexts {

  private static final String BROKEN_PIPE = askForBrokenPipe();

  private ForeignTexts() {}

  static boolean meansReset(String text) {
    return text.equals(BROKEN_PIPE);
  }

  private static String askForBrokenPipe() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        pipe.source().close();
        int written = sink.write(ByteBuffer.allocate(1));
        return "a pipe without a reader took " + written + " bytes";
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
