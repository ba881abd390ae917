package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;

/**
 * The end of {@code speak}: an exit code, and a sentence, or none where there is nothing to tell.
 */
record HowItEnded(int code, String sentence) {

  static final HowItEnded FINE = new HowItEnded(ExitCode.FINE, "");

  /** Each of them has been told. */
  static final HowItEnded NOT_ALL_SENT = new HowItEnded(ExitCode.FAILED, "");

  /** As the shell counts a program that SIGINT ended: 128 and the signal's number. */
  static final HowItEnded INTERRUPTED = new HowItEnded(130, "");

  /** The peer has gone while somebody was typing, who would wonder why the prompt is back. */
  static HowItEnded peerLeft(Manner manner) {
    return new HowItEnded(ExitCode.FINE, manner.endpoint() + " has ended the conversation.");
  }

  static HowItEnded inputFailed(IOException answer) {
    return failed("Standard input cannot be read: " + SystemAnswer.said(answer) + ".");
  }

  /** Whoever read our output has what it wanted; anything else, as a full disk, is a failure. */
  static HowItEnded outputFailed(IOException answer) {
    return SystemAnswer.of(answer) == SystemAnswer.RESET
        ? FINE
        : failed("Standard output cannot be written: " + SystemAnswer.said(answer) + ".");
  }

  static HowItEnded idle(Manner manner) {
    return failed(
        "No byte came from %s or went there for %s, and -w ends it then."
            .formatted(manner.endpoint(), Quantity.shown(manner.timeout())));
  }

  static HowItEnded failed(Manner manner, IOException answer) {
    Endpoint endpoint = manner.endpoint();
    String said = SystemAnswer.said(answer);
    return failed(
        switch (SystemAnswer.of(answer)) {
          case RESET ->
              "%s reset the connection (%s): it crashed, or it closed without reading all that was sent."
                  .formatted(endpoint, said);
          case REFUSED ->
              "Nobody answers at %s: %s; start the server first, or check the port."
                  .formatted(endpoint, said);
          case TOO_LONG ->
              "A packet to %s is too long: %s; UDP carries 65507 bytes, and less to be safe."
                  .formatted(endpoint, said);
          default -> "The connection to %s failed: %s.".formatted(endpoint, said);
        });
  }

  /** What came is not what the framing says. */
  static HowItEnded notUnderstood(Manner manner, RuntimeException why) {
    String advice =
        switch (why) {
          case TooLargeException e -> "--max-message lets more through";
          case TruncatedException e -> "the peer finished in the middle of it";
          case MalformedException e -> "perhaps the peer speaks with another --framing";
          default -> throw why;
        };
    return failed(
        "%s sent no message of framing %s: %s; %s."
            .formatted(manner.endpoint(), manner.framing().name(), why.getMessage(), advice));
  }

  private static HowItEnded failed(String sentence) {
    return new HowItEnded(ExitCode.FAILED, sentence);
  }
}
