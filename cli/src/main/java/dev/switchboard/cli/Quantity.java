package dev.switchboard.cli;

import dev.switchboard.session.Limits;
import java.time.Duration;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and sizes as they are typed: {@code 500ms 5s 1m}, {@code 64k}, {@code none}. */
final class Quantity {

  private static final String NONE = "none";

  private Quantity() {}

  /** A time; a bare number is seconds. */
  static final class Time implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
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
            default -> throw wrong(text, "a time such as 500ms, 5s or 1m, or none");
          };
      double number =
          number(text, unit, "a time such as 500ms, 5s or 1m, or none") * (double) nanos;
      if (number < 1) {
        throw wrong(text, "a time above 0");
      }
      return Duration.ofNanos((long) number);
    }
  }

  /** A time to stay, which may be 0; below 0, as for nc, means for ever. */
  static final class Stay implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      if (text.matches("-[0-9]+")) {
        return Limits.FOREVER;
      }
      return text.equals("0") ? Duration.ZERO : new Time().convert(text);
    }
  }

  /** A time as one would type it. */
  static String shown(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }

  /** A number of bytes or of things; k is 1024 and m 1024 k. */
  static final class Size implements ITypeConverter<Integer> {

    @Override
    public Integer convert(String text) {
      if (text.equals(NONE)) {
        return Limits.UNBOUNDED;
      }
      String unit = text.replaceFirst("^[0-9.]+", "").toLowerCase(Locale.ROOT);
      long factor =
          switch (unit) {
            case "" -> 1;
            case "k" -> 1 << 10;
            case "m" -> 1 << 20;
            default -> throw wrong(text, "a number such as 100 or 64k, or none");
          };
      double size = number(text, unit, "a number such as 100 or 64k, or none") * (double) factor;
      if (size < 1 || size > Integer.MAX_VALUE || size != Math.rint(size)) {
        throw wrong(text, "a whole number from 1 to " + Integer.MAX_VALUE);
      }
      return (int) size;
    }
  }

  private static double number(String text, String unit, String wanted) {
    try {
      return Double.parseDouble(text.substring(0, text.length() - unit.length()));
    } catch (NumberFormatException e) {
      throw wrong(text, wanted);
    }
  }

  private static TypeConversionException wrong(String text, String wanted) {
    return new TypeConversionException("'" + text + "' is not " + wanted);
  }
}
