package dev.switchboard.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The ratios as a picture: a panel for each column, a bar for each row, a whisker for the interval
 * and a line where the base is. Plain SVG, so that a browser and a diff can show it.
 */
final class Chart {

  private static final int WIDTH = 760;
  private static final int LEFT = 150; // names stand here
  private static final int RIGHT = 110; // figures stand here
  private static final int BAR = 18;
  private static final int TITLE = 34;
  private static final String OURS = "#2f6f9f";
  private static final String OTHERS = "#b8bec4";

  private record Bar(String row, boolean ours, Interval ratio) {}

  private final long seed;
  private final List<Row> rows;
  private final Map<Column, Rounds> measured;
  private final StringBuilder body = new StringBuilder();
  private int y;

  Chart(long seed, List<Row> rows, Map<Column, Rounds> measured) {
    this.seed = seed;
    this.rows = rows;
    this.measured = measured;
  }

  String svg() {
    body.setLength(0);
    y = 0;
    measured.forEach(this::panels);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(WIDTH, y + BAR, body);
  }

  private void panels(Column column, Rounds rounds) {
    for (Measure measure : column.measures()) {
      if (measure.compared()) {
        panel(column, measure, bars(column, measure, rounds));
      }
    }
  }

  private List<Bar> bars(Column column, Measure measure, Rounds rounds) {
    List<Bar> bars = new ArrayList<>();
    for (Row row : rows) {
      Optional<Interval> ratio = rounds.ratio(row.name(), Base.of(column), measure.key(), seed);
      ratio.ifPresent(it -> bars.add(new Bar(row.name(), Rows.isOurs(row), it)));
    }
    return bars;
  }

  private void panel(Column column, Measure measure, List<Bar> bars) {
    if (bars.isEmpty()) {
      return;
    }
    y += TITLE;
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"8\" y=\"%d\" font-weight=\"bold\">%s: %s / %s%s</text>",
            y - 10,
            column.title(),
            measure.unit(),
            Base.of(column),
            measure.higherIsBetter() ? "" : " (less is better)"));
    double most = bars.stream().mapToDouble(bar -> bar.ratio().high()).max().orElse(1);
    double scale = (WIDTH - LEFT - RIGHT) / Math.max(1, most);
    int top = y;
    for (Bar bar : bars) {
      draw(bar, scale);
    }
    double one = LEFT + scale;
    add(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %dV%d\" stroke=\"black\" stroke-dasharray=\"3 2\"/>",
            one,
            top,
            y));
  }

  private void draw(Bar bar, double scale) {
    Interval ratio = bar.ratio();
    int middle = y + BAR / 2;
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
            LEFT - 6,
            middle + 4,
            bar.row()));
    add(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            LEFT,
            y + 2,
            ratio.median() * scale,
            BAR - 4,
            bar.ours() ? OURS : OTHERS));
    add(
        String.format(
            Locale.ROOT,
            "<path d=\"M%.1f %dH%.1f\" stroke=\"black\"/>",
            LEFT + ratio.low() * scale,
            middle,
            LEFT + ratio.high() * scale));
    add(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\">%s</text>",
            WIDTH - RIGHT + 6,
            middle + 4,
            ratio));
    y += BAR;
  }

  private void add(String element) {
    body.append(element).append('\n');
  }
}
