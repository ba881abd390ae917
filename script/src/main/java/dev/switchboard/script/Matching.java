package dev.switchboard.script;

import java.util.regex.Pattern;

/**
 * Compares a text with an expression, but not for ever: some expressions take exponentially long on
 * some texts, so the looks at the text are counted.
 */
enum Matching {
  YES,
  NO,
  TOO_LONG;

  private static final long MOST_LOOKS = 5_000_000;

  static Matching of(Pattern pattern, String text) {
    try {
      return pattern.matcher(new Counted(text, new Looks())).matches() ? YES : NO;
    } catch (TooManyLooks | StackOverflowError e) {
      return TOO_LONG;
    }
  }

  private static final class TooManyLooks extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyLooks() {
      super(null, null, false, false);
    }
  }

  private static final class Looks {
    private long count;
  }

  private record Counted(CharSequence text, Looks looks) implements CharSequence {

    @Override
    public char charAt(int index) {
      if (++looks.count > MOST_LOOKS) {
        throw new TooManyLooks();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return new Counted(text.subSequence(from, to), looks);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
