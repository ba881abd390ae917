package dev.switchboard.fetch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads heads, byte by byte (RFC 9112, 4 and 5). What cannot become one is told when 16 bytes or a
 * line of it are there: enough to recognize what speaks instead.
 */
final class HeadParser {

  private static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[0-9]) ([1-9][0-9][0-9])(?: ([^\0\r]*))?");

  private static final String BEGINNING = "HTTP/1.";
  private static final int ENOUGH_TO_TELL = 16;

  private final LineReader lines = new LineReader();
  private FieldSection section = new FieldSection();
  private @Nullable Matcher statusLine;

  /** Takes one byte; answers the head that it completed. */
  @Nullable Head take(byte b) throws ReplyException {
    String line = lines.take(b);
    if (statusLine == null) {
      if (line != null) {
        statusLine = status(line);
      } else if (lines.size() == ENOUGH_TO_TELL && !lines.text().startsWith(BEGINNING)) {
        throw noReply(lines.text());
      }
      return null;
    }
    if (line == null) {
      return null;
    }
    if (!line.isEmpty()) {
      section.line(line);
      return null;
    }
    Head head = head(statusLine);
    lines.clear();
    section = new FieldSection();
    statusLine = null;
    return head;
  }

  private Matcher status(String line) throws ReplyException {
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw noReply(lines.text());
    }
    return matcher;
  }

  private Head head(Matcher status) {
    String reason = status.group(3) == null ? "" : status.group(3);
    return new Head(
        status.group(1), Integer.parseInt(status.group(2)), reason, section.fields(), lines.text());
  }

  /** Where it stands, to follow "after". */
  String position() {
    if (lines.size() == 0) {
      return "no byte of a reply";
    }
    return mayBecomeOne()
        ? lines.size() + " bytes of the head"
        : "bytes that are no reply of HTTP/1.1: " + FieldSection.shown(lines.text());
  }

  /** What the stream's end means here. */
  ReplyException endedEarly() {
    if (lines.size() == 0) {
      return new ReplyException.EndedEarly("the connection was closed without a reply");
    }
    return mayBecomeOne()
        ? new ReplyException.EndedEarly("the reply ended early, after " + position())
        : noReply(lines.text());
  }

  private boolean mayBecomeOne() {
    String text = lines.text();
    return text.startsWith(BEGINNING.substring(0, Math.min(text.length(), BEGINNING.length())));
  }

  private static ReplyException noReply(String text) {
    return new ReplyException.Malformed(
        "what came is no reply of HTTP/1.1: " + FieldSection.shown(text));
  }
}
