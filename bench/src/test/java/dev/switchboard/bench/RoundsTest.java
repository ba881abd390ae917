package dev.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What rounds give together. */
class RoundsTest {

  private static Rounds rounds(String row, double... figures) {
    Rounds rounds = new Rounds(figures.length);
    add(rounds, row, figures);
    return rounds;
  }

  private static void add(Rounds rounds, String row, double... figures) {
    for (int i = 0; i < figures.length; i++) {
      if (figures[i] > 0) { // 0 stands for a round in which the row failed
        rounds.add(row, i, Result.of("rate", figures[i]));
      }
    }
  }

  /** The machine is ten times slower in one round; the ratio of the medians would be 1. */
  @Test
  void theRatioIsTakenRoundByRound() {
    Rounds rounds = rounds("ours", 200, 220, 22);
    add(rounds, "theirs", 100, 110, 11);
    assertThat(rounds.ratio("ours", "theirs", "rate", 1)).contains(new Interval(2, 2, 2));
    add(rounds, "others", 300, 30, 200);
    assertThat(rounds.ratio("ours", "others", "rate", 1).orElseThrow().median())
        .isEqualTo(200.0 / 300);
  }

  @Test
  void aRoundInWhichOneFailedCountsForNeither() {
    Rounds rounds = rounds("ours", 100, 0, 300);
    add(rounds, "theirs", 100, 1, 100);
    assertThat(rounds.ratio("ours", "theirs", "rate", 1).orElseThrow().median()).isEqualTo(2);
    assertThat(rounds.median("ours", "rate")).contains(200.0);
    assertThat(rounds.ratio("ours", "nobody", "rate", 1)).isEmpty();
    assertThat(rounds.median("ours", "p99_us")).isEmpty();
  }

  @Test
  void aDifferenceIsTakenRoundByRoundToo() {
    Rounds rounds = rounds("ours", 5, 8, 6);
    add(rounds, "theirs", 4, 6, 3);
    assertThat(rounds.difference("ours", "theirs", "rate", 1).orElseThrow().median()).isEqualTo(2);
  }

  @Test
  void theGeneratorsLineIsRead() {
    Result result = Result.parse("requests=10 rate=20.5 rates=1,2\n");
    assertThat(result.figure("rate")).isEqualTo(20.5);
    assertThat(result.text("rates")).isEqualTo("1,2");
    assertThat(result.values()).isEqualTo(Map.of("requests", "10", "rate", "20.5", "rates", "1,2"));
  }
}
