package dev.switchboard.script;

import org.jspecify.annotations.Nullable;

/**
 * One line of a script.
 *
 * @param line where it stands, from 1
 * @param client which of several clients; empty where there is only one
 * @param by which side does it, or null for a wait of whoever plays
 * @param act what it does
 * @param text as it is written
 */
public record Step(int line, String client, @Nullable Direction by, Act act, String text) {

  @Override
  public String toString() {
    return text;
  }
}
