package dev.switchboard.script;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A way to cut what a script sends; its meaning is the same under each. */
enum Cut {
  AS_WRITTEN(script -> script),
  BYTE_BY_BYTE(script -> script.inPiecesOf(1)),
  BY_THREE(script -> script.inPiecesOf(3)),
  JOINED(Script::joined);

  private static final int MOST_PIECES = 1000;

  private final UnaryOperator<Script> cutting;

  Cut(UnaryOperator<Script> cutting) {
    this.cutting = cutting;
  }

  Script of(Script script) {
    return cutting.apply(script);
  }

  /** Those that give another script: not all, where it is long or has only one segment. */
  static List<Cut> all(Script script) {
    return Stream.of(values())
        .filter(cut -> cut == AS_WRITTEN || differs(cut.of(script), script))
        .toList();
  }

  private static boolean differs(Script cut, Script script) {
    return cut.steps().size() < MOST_PIECES && !cut.steps().equals(script.steps());
  }
}
