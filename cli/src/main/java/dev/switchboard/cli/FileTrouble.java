package dev.switchboard.cli;

import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** What the system says of a file; the JDK's exceptions say only its name. */
final class FileTrouble {

  private FileTrouble() {}

  static String said(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> "no such file";
      case AccessDeniedException denied -> "permission denied";
      default -> SystemAnswer.said(e);
    };
  }
}
