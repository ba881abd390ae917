package dev.switchboard.cli;

import dev.switchboard.wire.SystemAnswer;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the peer's bytes go: standard output or a file, which is made when the first of them has
 * come, so that a failure leaves the old one as it was.
 */
final class PeerBytes implements AutoCloseable {

  private static final String STANDARD_OUTPUT = "-";

  private final Console console;
  private final String target;
  private @Nullable OutputStream out;

  PeerBytes(Console console, @Nullable String file) {
    this.console = console;
    this.target = file == null ? STANDARD_OUTPUT : file;
  }

  /** Nobody reads standard output any more. There is nobody to complain to. */
  static final class ReaderGoneException extends IOException {

    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
      super("Nobody reads standard output any more.", cause);
    }
  }

  boolean toFile() {
    return !target.equals(STANDARD_OUTPUT);
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      opened().write(bytes, offset, length);
    } catch (IOException e) {
      if (!toFile() && SystemAnswer.of(e) == SystemAnswer.RESET) {
        throw new ReaderGoneException(e);
      }
      throw new IOException("Cannot write " + name() + ": " + SystemAnswer.said(e) + ".", e);
    }
  }

  /** There were no bytes, or no more. */
  void end() throws IOException {
    write(new byte[0], 0, 0);
  }

  private OutputStream opened() throws IOException {
    if (out == null) {
      // No channel: an interrupt would close it.
      out = toFile() ? new FileOutputStream(target) : console.bytes();
    }
    return out;
  }

  private String name() {
    return toFile() ? target : "standard output";
  }

  @Override
  public void close() throws IOException {
    if (out != null && toFile()) {
      out.close();
    }
  }
}
