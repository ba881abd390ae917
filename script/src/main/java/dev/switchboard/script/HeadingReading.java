package dev.switchboard.script;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Quantity;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what stands before the first step. */
final class HeadingReading {

  private static final List<String> WORDS =
      List.of("over", "framing", "service", "within", "limit");

  private Transport over = Transport.TCP;
  private @Nullable Framing framing;
  private @Nullable String service;
  private @Nullable Duration within;
  private Limits limits = Limits.defaults();
  private final Map<String, Integer> said = new HashMap<>();

  static boolean isHeading(String word) {
    return WORDS.contains(word);
  }

  Heading heading() {
    return new Heading(over, framing, service, within, limits);
  }

  /** The cursor stands behind the first word. */
  void read(String word, LineCursor cursor) {
    refuseTwice(word, cursor);
    cursor.skipBlanks();
    int place = cursor.at();
    switch (word) {
      case "over" -> over = transport(cursor);
      case "framing" -> framing = framing(cursor, place);
      case "service" -> service = name(cursor, place);
      case "within" -> within = time(cursor);
      default -> limits = LimitNames.set(limits, cursor);
    }
    cursor.end();
  }

  private void refuseTwice(String word, LineCursor cursor) {
    Integer before = word.equals("limit") ? null : said.put(word, cursor.number());
    if (before != null) {
      cursor.backTo(0);
      throw cursor.wrong("'" + word + "' is said twice: first in line " + before);
    }
  }

  private static Transport transport(LineCursor cursor) {
    int place = cursor.at();
    String word = cursor.word();
    for (Transport transport : Transport.values()) {
      if (transport.toString().equals(word)) {
        return transport;
      }
    }
    cursor.backTo(place);
    throw cursor.expected("tcp, udp, unix, unixgram or seqpacket");
  }

  private static Framing framing(LineCursor cursor, int place) {
    try {
      return Framing.parse(cursor.word());
    } catch (IllegalArgumentException e) {
      cursor.backTo(place);
      throw cursor.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static String name(LineCursor cursor, int place) {
    String word = cursor.word();
    if (!word.matches("[a-z][a-z0-9-]*")) {
      cursor.backTo(place);
      throw cursor.expected("the name of a service");
    }
    return word;
  }

  /** A time, which must be one that ends. */
  static Duration time(LineCursor cursor) {
    cursor.skipBlanks();
    int place = cursor.at();
    String word = cursor.word();
    try {
      Duration time = Quantity.time(word);
      if (!time.equals(Limits.FOREVER)) {
        return time;
      }
    } catch (IllegalArgumentException e) {
      cursor.backTo(place);
      throw cursor.expected("a time such as 500ms, 5s or 1m");
    }
    cursor.backTo(place);
    throw cursor.expected("a time such as 500ms, 5s or 1m");
  }
}
