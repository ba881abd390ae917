package dev.switchboard.script;

import dev.switchboard.framing.Escaped;
import dev.switchboard.framing.Frame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure as people read it: which step and how, the steps before it with their times, then what
 * was expected and what came, one above the other, with a mark below the first byte that differs.
 */
final class Story {

  private static final int MOST_STEPS = 30;
  private static final int LONGEST_STEP = 72;

  /** Bytes that are shown before and behind the one that differs. */
  private static final int BEFORE = 32;

  private static final int BEHIND = 24;

  private final Report report;
  private final Failure failure;
  private final StringBuilder text = new StringBuilder();

  Story(Report report, Failure failure) {
    this.report = report;
    this.failure = failure;
  }

  @Override
  public String toString() {
    text.setLength(0);
    Step step = failure.step();
    String where = step == null ? "at the end" : "line " + step.line();
    text.append(
        "%s, %s: %s: %s (%s)\n"
            .formatted(report.script().name(), where, kind(), failure.what(), report.place()));
    steps();
    if (step != null) {
      row(step, "✗ " + shown(report.time()));
    }
    difference();
    return text.toString();
  }

  private String kind() {
    return failure.kind().name().toLowerCase(Locale.ROOT);
  }

  private void steps() {
    List<Played> played = report.played();
    int from = Math.max(0, played.size() - MOST_STEPS);
    if (from > 0) {
      text.append("  … ").append(from).append(" steps before these\n");
    }
    for (Played step : played.subList(from, played.size())) {
      row(step.step(), shown(step.at()));
    }
  }

  private void row(Step step, String remark) {
    String shown = step.text();
    if (shown.length() > LONGEST_STEP) {
      shown = shown.substring(0, LONGEST_STEP - 1) + "…";
    }
    text.append("  %4d  %-40s  %s\n".formatted(step.line(), shown, remark));
  }

  private static String shown(Duration time) {
    return time.toMillis() + " ms";
  }

  private void difference() {
    Frame expected = failure.expected();
    Frame got = failure.got();
    if (expected == null || got == null || expected.equals(got)) {
      // Where both are the same, what was wrong is not in the bytes.
      row("expected", expected);
      row("got", expected == null ? got : null);
      return;
    }
    byte[] wanted = expected.toBytes();
    byte[] came = got.toBytes();
    int at = Arrays.mismatch(wanted, came);
    Excerpt excerpt = Excerpt.around(came, at);
    text.append("  expected  ").append(Excerpt.around(wanted, at).text()).append('\n');
    text.append("  got       ").append(excerpt.text()).append('\n');
    text.append("            ").append(" ".repeat(excerpt.mark())).append("^ ");
    text.append(atByte(at, wanted, came)).append('\n');
  }

  private void row(String name, @Nullable Frame bytes) {
    if (bytes != null) {
      text.append("  %-8s  %s\n".formatted(name, Excerpt.around(bytes.toBytes(), 0).text()));
    }
  }

  private static String atByte(int at, byte[] expected, byte[] got) {
    String place = "byte " + (at + 1) + " of " + expected.length + ": ";
    if (at == got.length) {
      return place + "expected " + one(expected[at]) + ", and nothing more came";
    }
    return at == expected.length
        ? (got.length - at) + " bytes too many, from " + one(got[at]) + " on"
        : place + "expected " + one(expected[at]) + ", got " + one(got[at]);
  }

  private static String one(byte b) {
    return "%02x %s".formatted(b, Quoted.of(b));
  }

  /**
   * A part of bytes, in quotes.
   *
   * @param mark how many characters stand before the byte that it is around
   */
  private record Excerpt(String text, int mark) {

    static Excerpt around(byte[] bytes, int at) {
      int from = at - BEFORE < 8 ? 0 : at - BEFORE;
      int to = bytes.length - at - BEHIND < 8 ? bytes.length : at + BEHIND;
      int place = Math.min(at, bytes.length);
      String before = (from > 0 ? "…" : "\"") + Escaped.bytes(bytes, from, place);
      String behind = Escaped.bytes(bytes, place, to);
      String end = to < bytes.length ? "… (" + bytes.length + " bytes)" : "\"";
      return new Excerpt(before + behind + end, before.codePointCount(0, before.length()));
    }
  }
}
