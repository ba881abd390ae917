package dev.switchboard.script;

/**
 * A text is not a script; the message says where, what was expected there, and what stands there.
 */
public final class ScriptException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  ScriptException(String name, int line, int column, String what, String text) {
    super("%s:%d:%d: %s%s".formatted(name, line, column, what, pointing(text, column)));
    this.line = line;
    this.column = column;
  }

  /** The line itself with a mark below the place, where it is short enough to be shown. */
  private static String pointing(String text, int column) {
    if (text.isEmpty() || text.length() > 120 || text.chars().anyMatch(Character::isISOControl)) {
      return "";
    }
    return "\n  " + text + "\n  " + " ".repeat(column - 1) + "^";
  }

  /** From 1. */
  public int line() {
    return line;
  }

  /** In characters, from 1. */
  public int column() {
    return column;
  }
}
