package dev.switchboard.tls;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file with a certificate or a key that is of no use; the message is a sentence. */
final class TlsFileException extends IOException {

  private static final long serialVersionUID = 1L;

  TlsFileException(String sentence, @Nullable Exception cause) {
    super(sentence, cause);
  }

  static TlsFileException unread(Path file, IOException answer) {
    String why =
        switch (answer) {
          case NoSuchFileException e -> "there is no such file";
          case AccessDeniedException e -> "permission denied";
          default -> String.valueOf(answer.getMessage());
        };
    return new TlsFileException("Cannot read " + file + ": " + why + ".", answer);
  }
}
