package dev.switchboard.session;

import java.time.Duration;
import java.util.Locale;

/** Times and sizes as people type them: {@code 500ms 5s 1m}, {@code 64k}, {@code none}. */
public final class Quantity {

  private static final String NONE = "none";
  private static final String A_TIME = "a time such as 500ms, 5s or 1m, or none";
  private static final String A_NUMBER = "a number such as 100 or 64k, or none";

  private Quantity() {}

  /**
   * A time above 0; a bare number is seconds, {@code none} is {@link Limits#FOREVER}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static Duration time(String text) {
    if (text.equals(NONE)) {
      return Limits.FOREVER;
    }
    String unit = text.replaceFirst("^[0-9.]+", "");
    long nanos =
        switch (unit) {
          case "ms" -> 1_000_000L;
          case "", "s" -> 1_000_000_000L;
          case "m" -> 60_000_000_000L;
          case "h" -> 3_600_000_000_000L;
          default -> throw wrong(text, A_TIME);
        };
    double number = number(text, unit, A_TIME) * (double) nanos;
    if (number < 1) {
      throw wrong(text, "a time above 0");
    }
    return Duration.ofNanos((long) number);
  }

  /**
   * A number of bytes or of things, 1 or more; k is 1024 and m 1024 k, {@code none} is {@link
   * Limits#UNBOUNDED}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static int size(String text) {
    if (text.equals(NONE)) {
      return Limits.UNBOUNDED;
    }
    String unit = text.replaceFirst("^[0-9.]+", "").toLowerCase(Locale.ROOT);
    long factor =
        switch (unit) {
          case "" -> 1;
          case "k" -> 1 << 10;
          case "m" -> 1 << 20;
          default -> throw wrong(text, A_NUMBER);
        };
    double size = number(text, unit, A_NUMBER) * (double) factor;
    if (size < 1 || size > Integer.MAX_VALUE || size != Math.rint(size)) {
      throw wrong(text, "a whole number from 1 to " + Integer.MAX_VALUE);
    }
    return (int) size;
  }

  private static double number(String text, String unit, String wanted) {
    try {
      return Double.parseDouble(text.substring(0, text.length() - unit.length()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(sentence(text, wanted), e);
    }
  }

  private static IllegalArgumentException wrong(String text, String wanted) {
    return new IllegalArgumentException(sentence(text, wanted));
  }

  private static String sentence(String text, String wanted) {
    return "'" + text + "' is not " + wanted;
  }
}
