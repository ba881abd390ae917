package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole session, fed random bytes: how they were cut is not to be seen from outside. */
@Timeout(600)
class RandomCutsTest {

  private static final int SEEDS = Boolean.getBoolean("switchboard.long") ? 100_000 : 2_000;
  private static final Limits LIMITS =
      Limits.defaults()
          .with(it -> {
            it.message = 9;
            it.turn = 2;
            it.pendingOutput = 20;
            it.lingerBytes = 1000;
          });

  private record Outcome(List<String> calls, String heard, Wish wish) {}

  private static Outcome feed(Framing framing, List<String> segments) {
    Recorder told = new Recorder();
    PeerInMemory peer = PeerInMemory.of(told.service(), framing, LIMITS).connects();
    for (String segment : segments) {
      peer.says(segment);
    }
    peer.finishes();
    told.calls.removeIf(
        "writable"::equals); // how much waited at one time is not what is asked here
    // What is shown of a wrong field may be more where more had come.
    told.calls.replaceAll(call -> call.replaceAll("what came is .*", ""));
    return new Outcome(told.calls, peer.hears(), peer.wish());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text",
        "line",
        "length:1",
        "length:2",
        "u8",
        "u16",
        "u32",
        "u16le",
        "u32le",
        "varint",
        "delim:aab",
        "delim:\\r\\n",
        "fixed:3"
      })
  void howTheBytesWereCutIsNotToBeSeen(String name) {
    Framing framing = Framing.parse(name);
    String likely = "0123aab\r\n\n\0\0\1\2\3";
    int received = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder bytes = new StringBuilder();
      for (int i = random.nextInt(50); i > 0; i--) {
        bytes.append(likely.charAt(random.nextInt(likely.length())));
      }
      String wire = bytes.toString();
      List<String> cuts = new ArrayList<>();
      for (int from = 0; from < wire.length(); ) {
        int to = Math.min(wire.length(), from + 1 + random.nextInt(8));
        cuts.add(wire.substring(from, to));
        from = to;
      }
      Outcome together = feed(framing, wire.isEmpty() ? List.of() : List.of(wire));
      assertThat(feed(framing, cuts)).as("seed %d", seed).isEqualTo(together);
      assertThat(together.wish()).as("seed %d", seed).isEqualTo(Wish.CLOSE);
      received += together.calls().size() - 2;
    }
    assertThat(received).isGreaterThan(SEEDS / 100);
  }
}
