package dev.switchboard.model;

import java.io.IOException;

/** A program that a server needs cannot be started; the message is a sentence with what to do. */
public final class NotStartedException extends IOException {

  private static final long serialVersionUID = 1;

  public NotStartedException(String sentence) {
    super(sentence);
  }
}
