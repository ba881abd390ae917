package dev.switchboard.session;

import java.io.IOException;

/** The connection has ended under a program that wanted to receive or to send. */
public final class ConversationEndedException extends IOException {

  private static final long serialVersionUID = 1L;

  private final transient Ending ending;

  public ConversationEndedException(Ending ending) {
    super(ending.toString());
    this.ending = ending;
  }

  /** How. */
  public Ending ending() {
    return ending;
  }
}
