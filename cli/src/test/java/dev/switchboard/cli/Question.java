package dev.switchboard.cli;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a client says to a service, and what the right answer looks like.
 *
 * @param closes whether the server closes a stream behind the answer
 */
record Question(String service, String said, Predicate<String> isRight, boolean closes) {

  private static final String QUOTE = "[ -~]{1,510}\r\n";

  /** Over TCP. What is not text, or has no end, is tested apart: {@code time}, {@code chargen}. */
  static final List<Question> OVER_TCP =
      List.of(
          new Question("hello", "Ada\n", "Hello Ada\n"::equals, true),
          new Question("hello", "Ada\r\n", "Hello Ada\r\n"::equals, true),
          new Question("upper", "zo\u00eb\n", "ZO\u00cb\n"::equals, true),
          new Question(
              "acrostic",
              "0003cat0004yoyo0006batman0005error0006rabbit0005india0003sea0004code0003one"
                  + "0005olive0004loop0004EXIT",
              "0011cyberiscool"::equals,
              true),
          new Question("daytime", "", Question::isNow, true),
          new Question("greeting", "", "Hi we are connected!"::equals, true),
          new Question("qotd", "", text -> text.matches(QUOTE), true),
          new Question("name", "Hello\r\nHi\n", "Hello Ali\r\nHi Ali\n"::equals, false),
          new Question("hi", " Hi\r\nwhat?\n", "hello\r\nsay hi, and I say hello\n"::equals, false),
          new Question("echo", "one\ntwo\0three", "one\ntwo\0three"::equals, false),
          new Question("discard", "anybody there?\n", ""::equals, false));

  /** Over UDP, one packet each, with one packet as the answer. */
  static final List<Question> OVER_UDP =
      List.of(
          new Question("upper", "zo\u00eb\n", "ZO\u00cb\n"::equals, false),
          new Question("echo", "one\ntwo\n", "one\ntwo\n"::equals, false),
          new Question("daytime", "\n", Question::isNow, false),
          new Question("qotd", "\n", text -> text.matches(QUOTE), false));

  /** As C's ctime writes it, within the time that a test may take. */
  private static boolean isNow(String text) {
    DateTimeFormatter ctime =
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu\r\n", Locale.US);
    try {
      Duration away =
          Duration.between(
              LocalDateTime.parse(text, ctime), LocalDateTime.now(ZoneId.systemDefault()));
      return away.abs().compareTo(Duration.ofMinutes(5)) < 0;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return service;
  }
}
