package dev.switchboard.script;

import dev.switchboard.framing.Shown;

/** One line that is being read from left to right. What goes wrong says where. */
final class LineCursor {

  private final String script;
  private final int number;
  private final String text;
  private int at;

  LineCursor(String script, int number, String text) {
    this.script = script;
    this.number = number;
    this.text = text;
  }

  int number() {
    return number;
  }

  int at() {
    return at;
  }

  void backTo(int place) {
    at = place;
  }

  String text() {
    return text;
  }

  void skipBlanks() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }

  /** Whether nothing follows but blanks and a comment. */
  boolean atEnd() {
    skipBlanks();
    return at == text.length() || text.charAt(at) == '#';
  }

  /** Whether this comes next. */
  boolean sees(String wanted) {
    return text.startsWith(wanted, at);
  }

  /** Steps over this if it comes next. */
  boolean takes(String wanted) {
    if (sees(wanted)) {
      at += wanted.length();
      return true;
    }
    return false;
  }

  /** Steps over this word, if it comes next and ends there. */
  boolean takesWord(String wanted) {
    int behind = at + wanted.length();
    boolean ends = behind >= text.length() || " \t#".indexOf(text.charAt(behind)) >= 0;
    return ends && takes(wanted);
  }

  /** The next character, or -1 at the end. */
  int next() {
    if (at == text.length()) {
      return -1;
    }
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }

  /** What stands up to the next blank, which may be nothing. */
  String word() {
    skipBlanks();
    int from = at;
    while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
      at++;
    }
    return text.substring(from, at);
  }

  /** Everything that follows, without the blanks around it. */
  String rest() {
    skipBlanks();
    int from = at;
    at = text.length();
    return text.substring(from).stripTrailing();
  }

  /** Nothing may follow. */
  void end() {
    if (!atEnd()) {
      throw expected("the end of the line");
    }
  }

  /** Something else should stand here. */
  ScriptException expected(String what) {
    return wrong("expected " + what + ", found " + found());
  }

  /** Something is wrong here. */
  ScriptException wrong(String what) {
    int column = text.codePointCount(0, at) + 1;
    return new ScriptException(script, number, column, what, text);
  }

  private String found() {
    int place = at;
    String word = word();
    at = place;
    if (word.isEmpty()) {
      return "the end of the line";
    }
    return Shown.quoted(word.codePointCount(0, word.length()) > 40 ? cut(word) : word);
  }

  private static String cut(String word) {
    return word.substring(0, word.offsetByCodePoints(0, 40)) + "…";
  }
}
