package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, it is told apart in the same way however it is cut. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class RandomBytesTest {

  private static final int SEEDS = Boolean.getBoolean("switchboard.long") ? 300_000 : 30_000;

  /** What occurs in some framing or other, so that random bytes get further than the first. */
  private static final String LIKELY = "0123ab|\r\n\0\1\2\3\4x\u0080\u00ff";

  @ParameterizedTest
  @MethodSource("dev.switchboard.framing.FramingCase#streams")
  void randomBytesWithRandomCutsReadAsTheyDoAllAtOnce(FramingCase it) {
    int delivered = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String wire = random.nextInt(4) == 0 ? it.wire() + bytes(random) : bytes(random);
      int max = random.nextBoolean() ? 400 : 3 + random.nextInt(20);
      Reading together = Reading.of(it.framing(), max, true, List.of(wire));
      Reading cut = Reading.of(it.framing(), max, true, cuts(random, wire));
      assertThat(cut)
          .as("seed %d, limit %d, %s", seed, max, Shown.quoted(wire))
          .isEqualTo(together);
      delivered += together.messages().size();
    }
    assertThat(delivered).isGreaterThan(SEEDS / 5);
  }

  private static String bytes(SplittableRandom random) {
    StringBuilder bytes = new StringBuilder();
    for (int i = random.nextInt(40); i > 0; i--) {
      bytes.append(
          random.nextInt(10) == 0
              ? (char) random.nextInt(256)
              : LIKELY.charAt(random.nextInt(LIKELY.length())));
    }
    return bytes.toString();
  }

  private static List<String> cuts(SplittableRandom random, String wire) {
    List<String> segments = new ArrayList<>();
    for (int from = 0; from < wire.length(); ) {
      int to = Math.min(wire.length(), from + 1 + random.nextInt(6));
      segments.add(wire.substring(from, to));
      from = to;
    }
    return segments;
  }
}
