package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The same bytes in other segments: a stream's meaning does not depend on them. */
final class Segments {

  private Segments() {}

  static List<Step> split(List<Step> steps, int most) {
    List<Step> split = new ArrayList<>();
    for (Step step : steps) {
      if (step.by() == Direction.TO_SERVER && step.act() instanceof Act.Data data) {
        byte[] bytes = data.bytes();
        for (int from = 0; from < bytes.length; from += most) {
          split.add(
              sending(step, Arrays.copyOfRange(bytes, from, Math.min(from + most, bytes.length))));
        }
      } else {
        split.add(step);
      }
    }
    return split;
  }

  static List<Step> joined(List<Step> steps) {
    List<Step> joined = new ArrayList<>();
    for (Step step : steps) {
      Step last = joined.isEmpty() ? null : joined.getLast();
      if (last != null
          && step.by() == Direction.TO_SERVER
          && last.by() == Direction.TO_SERVER
          && Objects.equals(last.client(), step.client())
          && last.act() instanceof Act.Data before
          && step.act() instanceof Act.Data next) {
        List<Act.Piece> pieces = new ArrayList<>(before.pieces());
        pieces.addAll(next.pieces());
        Act both = new Act.Data(pieces, false);
        joined.set(
            joined.size() - 1,
            new Step(
                last.line(), last.client(), last.by(), both, last.text() + " + " + step.text()));
      } else {
        joined.add(step);
      }
    }
    return joined;
  }

  private static Step sending(Step step, byte[] bytes) {
    Act act = new Act.Data(List.of(new Act.Piece(Frame.of(bytes), 1)), false);
    String text = step.client() + "> " + Quoted.of(bytes);
    return new Step(step.line(), step.client(), step.by(), act, text);
  }
}
