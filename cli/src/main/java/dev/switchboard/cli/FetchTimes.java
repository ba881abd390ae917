package dev.switchboard.cli;

import dev.switchboard.fetch.Patience;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How long {@code fetch} waits. */
final class FetchTimes {

  @Option(
      names = {"-w", "--wait"},
      paramLabel = "TIME",
      converter = Wait.class,
      description = "For a connection (10s), and for the next byte (60s).")
  @Nullable Duration wait;

  @Option(
      names = "--connect-timeout",
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For a connection (10s).")
  @Nullable Duration connect;

  @Option(
      names = {"-m", "--max-time"},
      paramLabel = "TIME",
      converter = Quantity.Time.class,
      description = "For all of it, redirects included (none).")
  @Nullable Duration whole;

  Patience patience() {
    Patience usual = Patience.USUAL;
    Duration connectTime = connect == null ? wait : connect;
    return new Patience(
        connectTime == null ? usual.connect() : connectTime,
        wait == null ? usual.idle() : wait,
        whole == null ? usual.whole() : whole);
  }

  /** curl's -w is something else. */
  static final class Wait implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
      if (text.indexOf('%') >= 0) {
        throw new TypeConversionException(
            "it is how long to wait; what curl prints with it is in --json");
      }
      return new Quantity.Time().convert(text);
    }
  }
}
