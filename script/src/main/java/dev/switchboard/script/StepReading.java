package dev.switchboard.script;

import dev.switchboard.framing.Escaped;
import dev.switchboard.framing.Frame;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads one step. */
final class StepReading {

  /** Long enough for any message, short enough that compiling it cannot exhaust a stack. */
  private static final int LONGEST_PATTERN = 1000;

  private static final String ACTS = "open end close reset wait nothing";

  private final Heading heading;

  StepReading(Heading heading) {
    this.heading = heading;
  }

  Step read(LineCursor cursor) {
    String text = cursor.text().strip();
    if (cursor.takesWord("wait")) {
      return bare(null, new Act.Wait(HeadingReading.time(cursor)), cursor);
    }
    if (cursor.takesWord("open")) { // who else
      return bare(Direction.TO_SERVER, new Act.Open(), cursor);
    }
    String client = client(cursor);
    Direction by = direction(cursor);
    boolean message = cursor.takes(by.sign());
    cursor.skipBlanks();
    Act act = message ? message(cursor) : act(cursor, by);
    cursor.end();
    return new Step(cursor.number(), client, by, act, text);
  }

  private static Step bare(@Nullable Direction by, Act act, LineCursor cursor) {
    cursor.end();
    return new Step(cursor.number(), "", by, act, cursor.text().strip());
  }

  private static String client(LineCursor cursor) {
    int from = cursor.at();
    int to = from;
    String text = cursor.text();
    while (to < text.length() && isNamePart(text.charAt(to), to == from)) {
      to++;
    }
    boolean isName = to < text.length() && (text.charAt(to) == '>' || text.charAt(to) == '<');
    if (!isName && to > from && text.substring(to).stripLeading().matches("[<>].*")) {
      throw cursor.wrong(
          "a client's name stands right before the sign: " + text.substring(from, to) + ">");
    }
    if (!isName) {
      throw cursor.expected("a step (> data, < data, >> message, << message, wait TIME)");
    }
    cursor.backTo(to);
    return text.substring(from, to);
  }

  private static boolean isNamePart(char c, boolean first) {
    return (c >= 'a' && c <= 'z') || (!first && ((c >= '0' && c <= '9') || c == '-'));
  }

  private static Direction direction(LineCursor cursor) {
    if (cursor.takes(Direction.TO_SERVER.sign())) {
      return Direction.TO_SERVER;
    }
    cursor.takes(Direction.TO_CLIENT.sign());
    return Direction.TO_CLIENT;
  }

  private Act act(LineCursor cursor, Direction by) {
    if (cursor.sees("/")) {
      return pattern(cursor);
    }
    if (cursor.sees("\"")) {
      return data(cursor);
    }
    int place = cursor.at();
    Act act =
        switch (cursor.word()) {
          case "open" -> new Act.Open();
          case "end" -> new Act.End();
          case "close" -> new Act.Close();
          case "reset" -> new Act.Reset();
          case "wait" -> new Act.Wait(HeadingReading.time(cursor));
          case "nothing" -> new Act.Nothing(HeadingReading.time(cursor));
          default -> null;
        };
    if (act == null) {
      cursor.backTo(place);
      throw cursor.expected(
          "data in quotes, a /pattern/ or one of " + ACTS + "; with >> or << text needs no quotes");
    }
    refuseWhatTheTransportCannot(act, by, cursor, place);
    return act;
  }

  private void refuseWhatTheTransportCannot(Act act, Direction by, LineCursor cursor, int place) {
    String why =
        switch (act) {
          case Act.Open _ when by == Direction.TO_CLIENT -> "the client opens: > open";
          case Act.End _ when !heading.over().connects() -> lacking("no stream that could end");
          case Act.Reset _ when heading.over() != Transport.TCP -> lacking("no reset");
          case Act.Close _ when !heading.over().connects() && by == Direction.TO_CLIENT ->
              lacking("no sign of a server that closes");
          default -> null;
        };
    if (why != null) {
      cursor.backTo(place);
      throw cursor.wrong(why);
    }
  }

  private String lacking(String what) {
    return "over " + heading.over() + " there is " + what;
  }

  private Act data(LineCursor cursor) {
    int place = cursor.at();
    List<Act.Piece> pieces = Quoted.read(cursor);
    Act.Data data = new Act.Data(pieces, cursor.takes("once"));
    if (data.length() == 0 && !heading.over().packets()) {
      cursor.backTo(place);
      throw cursor.wrong("no bytes: over " + heading.over() + " that is nothing at all");
    }
    return data;
  }

  /** Text needs no quotes here; it goes to the end of the line, so no comment can follow it. */
  private Act message(LineCursor cursor) {
    if (heading.framing() == null && !heading.over().packets()) {
      throw cursor.wrong(
          "a message needs a framing: say 'framing line', or another, before the first step");
    }
    if (cursor.sees("/")) {
      return pattern(cursor);
    }
    if (cursor.sees("\"")) {
      return new Act.Message(new Act.Data(Quoted.read(cursor), false));
    }
    int place = cursor.at();
    String text = cursor.rest();
    if (text.isEmpty()) {
      cursor.backTo(place);
      throw cursor.expected("a message (\"\" for an empty one)");
    }
    return new Act.Message(plain(text, cursor, place));
  }

  private static Act.Data plain(String text, LineCursor cursor, int place) {
    if (!text.codePoints().allMatch(Escaped::isVisible)) {
      cursor.backTo(place);
      throw cursor.wrong("invisible characters: write such a message in quotes, with escapes");
    }
    return new Act.Data(List.of(new Act.Piece(Frame.of(text), 1)), false);
  }

  private static Act pattern(LineCursor cursor) {
    int place = cursor.at();
    cursor.takes("/");
    StringBuilder expression = new StringBuilder();
    for (int c = cursor.next(); c != '/'; c = cursor.next()) {
      int escaped = c == '\\' ? cursor.next() : 0;
      if (c < 0 || escaped < 0) {
        throw cursor.expected("a closing /");
      }
      expression.appendCodePoint(c);
      if (c == '\\') {
        expression.appendCodePoint(escaped);
      }
    }
    if (expression.length() > LONGEST_PATTERN) {
      cursor.backTo(place);
      throw cursor.wrong("a pattern has at most " + LONGEST_PATTERN + " characters");
    }
    Pattern pattern = compiled(expression.toString());
    if (pattern == null) {
      cursor.backTo(place);
      throw cursor.expected("a regular expression as java.util.regex.Pattern has them");
    }
    return new Act.Like(pattern);
  }

  private static @Nullable Pattern compiled(String expression) {
    try {
      return Pattern.compile(expression, Pattern.DOTALL);
    } catch (PatternSyntaxException | StackOverflowError e) {
      return null;
    }
  }
}
