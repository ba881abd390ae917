package dev.switchboard.cli;

import dev.switchboard.session.Limits;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and sizes as options; how they are written, {@code session.Quantity} knows. */
final class Quantity {

  private Quantity() {}

  /** A time; a bare number is seconds. */
  static final class Time implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      return read(text, dev.switchboard.session.Quantity::time);
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
      return read(text, dev.switchboard.session.Quantity::size);
    }
  }

  private static <T> T read(String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
