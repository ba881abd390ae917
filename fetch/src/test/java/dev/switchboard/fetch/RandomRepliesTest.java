package dev.switchboard.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes, it is read in the same way however it is cut, and soon. */
@Timeout(600)
class RandomRepliesTest {

  private static final int SEEDS = Boolean.getBoolean("switchboard.long") ? 100_000 : 2_000;

  private static final List<String> WIRES = ReplyCase.all().map(ReplyCase::wire).toList();

  /** What occurs in replies, so that random bytes get further than the first. */
  private static final List<String> LIKELY =
      List.of(
          "HTTP/1.1 200 OK\r\n",
          "HTTP/1.1 100 \r\n\r\n",
          "Content-Length: ",
          "Transfer-Encoding: chunked\r\n",
          "\r\n",
          "\r\n\r\n",
          "0\r\n",
          "5\r\nhello\r\n",
          "ff",
          ":",
          ";",
          " ",
          "\n",
          "\u00ff");

  @Test
  void randomBytesWithRandomCutsReadAsTheyDoAllAtOnce() {
    int complete = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String wire = random.nextBoolean() ? composed(random) : damaged(random);
      String together = Reading.of(wire);
      assertThat(Reading.of(cuts(random, wire)))
          .as("seed %d, %s", seed, Shown.quoted(wire))
          .isEqualTo(together);
      complete += together.contains("| end") ? 1 : 0;
    }
    assertThat(complete).isBetween(SEEDS / 20, SEEDS * 19 / 20);
  }

  private static String composed(SplittableRandom random) {
    StringBuilder wire = new StringBuilder(random.nextInt(8) == 0 ? "" : LIKELY.getFirst());
    for (int i = random.nextInt(20); i > 0; i--) {
      if (random.nextInt(5) == 0) {
        wire.append((char) random.nextInt(256));
      } else {
        wire.append(LIKELY.get(random.nextInt(LIKELY.size())));
      }
    }
    return wire.toString();
  }

  /** A reply of the tests with a few bytes changed, taken away or put in. */
  private static String damaged(SplittableRandom random) {
    String reply = WIRES.get(random.nextInt(WIRES.size()));
    StringBuilder wire = new StringBuilder(reply.substring(0, Math.min(reply.length(), 400)));
    for (int i = random.nextInt(4); i > 0 && !wire.isEmpty(); i--) {
      int at = random.nextInt(wire.length());
      switch (random.nextInt(3)) {
        case 0 -> wire.setCharAt(at, (char) random.nextInt(256));
        case 1 -> wire.deleteCharAt(at);
        default -> wire.insert(at, LIKELY.get(random.nextInt(LIKELY.size())));
      }
    }
    return wire.toString();
  }

  private static List<String> cuts(SplittableRandom random, String wire) {
    List<String> pieces = new ArrayList<>();
    for (int from = 0; from < wire.length(); ) {
      int to = Math.min(wire.length(), from + 1 + random.nextInt(12));
      pieces.add(wire.substring(from, to));
      from = to;
    }
    return pieces;
  }

  /** What would be copied again for each byte would take minutes here, and not a moment. */
  @Test
  void timeGrowsWithTheBytesAndNotFaster() {
    String head = "HTTP/1.1 200 OK\r\nA: " + "b".repeat(60_000) + "\r\n";
    String chunks = "Transfer-Encoding: chunked\r\n\r\n" + "1\r\nx\r\n".repeat(100_000);
    List<String> bytes = List.of((head + chunks + "0\r\n\r\n").split("", -1));
    assertThat(Reading.of(bytes)).endsWith("xxx\" | end");
  }
}
