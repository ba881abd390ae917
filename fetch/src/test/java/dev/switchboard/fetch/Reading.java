package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a parser makes of bytes, as text: the same text, the same reading. Each character of what is
 * fed is one byte.
 *
 * <pre>
 *   103 | 200 | "hello" | end X: y | 3 left
 * </pre>
 */
final class Reading implements ReplyEvents {

  private final List<String> told = new ArrayList<>();
  private final StringBuilder body = new StringBuilder();

  /** A reply to GET, cut like this; then the peer finishes, unless the reply is complete. */
  static String of(List<String> pieces) {
    return of("GET", pieces);
  }

  static String of(String method, List<String> pieces) {
    Reading reading = new Reading();
    ReplyParser parser = new ReplyParser(method);
    try {
      reading.feed(parser, pieces);
    } catch (ReplyException e) {
      reading.flushBody();
      reading.told.add(e.getClass().getSimpleName() + ": " + e.getMessage());
      reading.told.add("at " + parser.position());
    } catch (IOException e) {
      throw new AssertionError("nobody else throws", e);
    }
    return String.join(" | ", reading.told);
  }

  static String of(String wire) {
    return of(List.of(wire));
  }

  private void feed(ReplyParser parser, List<String> pieces) throws IOException {
    int left = 0;
    for (String piece : pieces) {
      byte[] bytes = ("<" + piece + ">").getBytes(ISO_8859_1); // neither is its own
      left += piece.length() - parser.bytes(bytes, 1, piece.length(), this);
    }
    if (!parser.isComplete()) {
      parser.finished(this);
    }
    if (left > 0) {
      told.add(left + " left");
    }
  }

  @Override
  public void interim(Head head) {
    told.add(head.said());
  }

  @Override
  public void head(Head head) {
    told.add(head.said() + " " + head.fields());
  }

  @Override
  public void body(byte[] bytes, int offset, int length) {
    if (length < 1) {
      throw new AssertionError("an empty piece of a body");
    }
    body.append(new String(bytes, offset, length, ISO_8859_1));
  }

  @Override
  public void end(List<Field> trailers) {
    flushBody();
    told.add("end" + (trailers.isEmpty() ? "" : " " + trailers));
  }

  private void flushBody() {
    if (!body.isEmpty()) {
      told.add("\"" + body + "\"");
    }
  }

  @Override
  public void remark(String sentence) {
    told.add(sentence);
  }
}
