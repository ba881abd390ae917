package dev.switchboard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The median and its interval. */
class IntervalTest {

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
    assertThat(Interval.median(3, 1, 2)).isEqualTo(2);
    assertThat(Interval.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThatThrownBy(() -> Interval.median(new double[0]))
        .hasMessage("no figures have no median");
  }

  @Test
  void figuresThatAreAllTheSameLeaveNoDoubt() {
    assertThat(Interval.of(new double[] {2, 2, 2}, 1)).isEqualTo(new Interval(2, 2, 2));
  }

  /** The exact interval, by the binomial distribution, is from the 8th to the 18th of 25. */
  @Test
  void theIntervalIsWhereTheOrderOfTheFiguresPutsIt() {
    double[] figures = IntStream.rangeClosed(1, 25).mapToDouble(i -> i).toArray();
    Interval interval = Interval.of(figures, 1);
    assertThat(interval.median()).isEqualTo(13);
    assertThat(interval.low()).isBetween(8.0, 9.0);
    assertThat(interval.high()).isBetween(17.0, 18.0);
    assertThat(Interval.of(figures, 1)).isEqualTo(interval);
  }

  /** In 95 of 100 runs the true median lies inside; a seed makes this run always the same. */
  @Test
  void theIntervalHoldsTheTrueMedianAboutAsOftenAsItSays() {
    Random random = new Random(7);
    int runs = 150;
    int held = 0;
    for (int run = 0; run < runs; run++) {
      double[] figures = random.doubles(25).map(it -> Math.exp(3 * it)).toArray();
      Interval interval = Interval.of(figures, run);
      double truth = Math.exp(1.5);
      held += interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }
    assertThat((double) held / runs).isBetween(0.90, 0.99);
  }

  @Test
  void isShownWithItsInterval() {
    assertThat(new Interval(0.951, 1, 1.049)).hasToString("1.00 (0.95–1.05)");
  }
}
