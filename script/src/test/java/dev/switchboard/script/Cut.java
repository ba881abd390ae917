package dev.switchboard.script;

import java.util.List;
import java.util.stream.Stream;

/** A way to cut what a script sends; its meaning is the same under each. */
enum Cut {
  AS_WRITTEN,
  BYTE_BY_BYTE,
  BY_THREE,
  JOINED;

  private static final int MOST_PIECES = 1000;

  Script of(Script script) {
    return switch (this) {
      case AS_WRITTEN -> script;
      case BYTE_BY_BYTE -> script.inPiecesOf(1);
      case BY_THREE -> script.inPiecesOf(3);
      case JOINED -> script.joined();
    };
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
