package dev.switchboard.bench;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * Measures Switchboard's models against what one would write by hand, both in the same run and by
 * turns, so that what else the machine does meets both. {@code bench/compare} starts it.
 *
 * <p>The ratio of each turn is taken first and the median of these afterwards: a machine that is
 * slower for a minute moves both rounds of a turn and not their ratio.
 */
final class Compare {

  private record Pair(String ours, String bare) {}

  private static final List<Pair> PAIRS =
      List.of(new Pair("select", "bare-nio"), new Pair("virtual", "bare-virtual"));

  private static final double FIRST_WARM_UP = 3; // until the compiler has seen everything
  private static final double WARM_UP = 0.15;

  private int connections = 64;
  private int bytes = 64;
  private int depth = 1;
  private String framing = "none";
  private int turns = 20;
  private double seconds = 0.5;
  private double atLeast;
  private List<String> models = PAIRS.stream().map(Pair::ours).toList();
  private String generator = "";

  private Compare() {}

  static void main(String[] arguments) throws IOException {
    Compare compare = new Compare();
    try {
      compare.read(List.of(arguments).iterator());
    } catch (IllegalArgumentException e) {
      System.err.println("compare: " + e.getMessage());
      System.exit(2);
    }
    System.exit(compare.run() ? 0 : 1);
  }

  private void read(Iterator<String> arguments) {
    while (arguments.hasNext()) {
      String option = arguments.next();
      if (!arguments.hasNext()) {
        throw new IllegalArgumentException(option + " wants a value; bench/compare --help");
      }
      String value = arguments.next();
      switch (option) {
        case "--generator" -> generator = value;
        case "--connections" -> connections = Integer.parseInt(value);
        case "--bytes" -> bytes = Integer.parseInt(value);
        case "--depth" -> depth = Integer.parseInt(value);
        case "--framing" -> framing = value;
        case "--turns" -> turns = Integer.parseInt(value);
        case "--seconds" -> seconds = Double.parseDouble(value);
        case "--at-least" -> atLeast = Double.parseDouble(value);
        case "--models" -> models = List.of(value.split(",", -1));
        default ->
            throw new IllegalArgumentException("no option " + option + "; bench/compare --help");
      }
    }
  }

  private boolean run() throws IOException {
    Load load = new Load(connections, bytes, framing, depth);
    IO.println("%s; %d turns of %s s; median (quartiles)".formatted(load, turns, seconds));
    boolean good = true;
    for (Pair pair : PAIRS) {
      if (models.contains(pair.ours())) {
        good &= measure(pair, load);
      }
    }
    return good;
  }

  private boolean measure(Pair pair, Load load) throws IOException {
    try (Candidate ours = Candidate.start(pair.ours(), load.framing(), generator);
        Candidate bare = Candidate.start(pair.bare(), load.framing(), generator)) {
      ours.measure(load, seconds, FIRST_WARM_UP);
      bare.measure(load, seconds, FIRST_WARM_UP);
      Sample[] ourSamples = new Sample[turns];
      Sample[] bareSamples = new Sample[turns];
      for (int turn = 0; turn < turns; turn++) {
        boolean oursFirst = turn % 2 == 0; // neither always runs in the other's wake
        if (oursFirst) {
          ourSamples[turn] = ours.measure(load, seconds, WARM_UP);
        }
        bareSamples[turn] = bare.measure(load, seconds, WARM_UP);
        if (!oursFirst) {
          ourSamples[turn] = ours.measure(load, seconds, WARM_UP);
        }
      }
      return report(pair, ourSamples, bareSamples);
    }
  }

  private boolean report(Pair pair, Sample[] ours, Sample[] bare) {
    Spread ratio = Sample.ratios(ours, bare, Sample::rate);
    IO.println(
        """

        %s / %s
          requests/s   ratio %s   %,.0f / %,.0f
          CPU µs/req   ratio %s   %s / %s\
        """
            .formatted(
                pair.ours(),
                pair.bare(),
                ratio.shown(3),
                Sample.spread(ours, Sample::rate).median(),
                Sample.spread(bare, Sample::rate).median(),
                Sample.ratios(ours, bare, Sample::cpuMicros).shown(3),
                Sample.spread(ours, Sample::cpuMicros).shown(2),
                Sample.spread(bare, Sample::cpuMicros).shown(2)));
    if (ratio.median() < atLeast) {
      IO.println("  below the ratio of %s that was asked for".formatted(atLeast));
      return false;
    }
    return true;
  }
}
