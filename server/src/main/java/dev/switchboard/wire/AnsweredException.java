package dev.switchboard.wire;

import java.io.IOException;

/** A failure whose answer of the system is known, not read from a text. */
public class AnsweredException extends IOException {

  private static final long serialVersionUID = 1;

  private final SystemAnswer answer;

  /**
   * @param said the system's own words, as of strerror(3)
   */
  public AnsweredException(SystemAnswer answer, String said) {
    super(said);
    this.answer = answer;
  }

  public SystemAnswer answer() {
    return answer;
  }
}
