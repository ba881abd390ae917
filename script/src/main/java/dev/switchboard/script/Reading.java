package dev.switchboard.script;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a script line by line; the first thing that is wrong ends it. */
final class Reading {

  private final HeadingReading heading = new HeadingReading();
  private final Sides sides = new Sides();
  private final List<Step> steps = new ArrayList<>();
  private @Nullable StepReading stepReading; // from the first step on

  private Reading() {}

  static Script read(String name, String text) {
    Reading reading = new Reading();
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      reading.line(new LineCursor(name, ++number, line));
    }
    if (reading.steps.isEmpty()) {
      throw new ScriptException(
          name, number + 1, 1, "expected a step, found the end of the script", "");
    }
    return new Script(name, reading.heading.heading(), reading.steps, reading.sides.opened());
  }

  private void line(LineCursor cursor) {
    if (cursor.atEnd()) {
      return;
    }
    int place = cursor.at();
    String word = cursor.word();
    if (HeadingReading.isHeading(word)) {
      if (stepReading != null) {
        cursor.backTo(place);
        throw cursor.wrong("'" + word + "' belongs before the first step");
      }
      heading.read(word, cursor);
      return;
    }
    cursor.backTo(place);
    if (stepReading == null) {
      stepReading = new StepReading(heading.heading());
    }
    Step step = stepReading.read(cursor);
    sides.follow(step, cursor);
    steps.add(step);
  }
}
