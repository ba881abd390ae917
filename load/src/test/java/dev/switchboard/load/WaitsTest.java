package dev.switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaitsTest {

  @Test
  void whereThereAreNoneThereIsNoTime() {
    Waits waits = new Waits();
    assertThat(waits.count()).isZero();
    assertThat(waits.percentile(50)).isZero();
    assertThat(waits.max()).isZero();
  }

  @Test
  void percentilesAreRightToAThousandth() {
    SplittableRandom random = new SplittableRandom(3);
    Waits waits = new Waits();
    long[] all = new long[10_001];
    for (int i = 0; i < all.length; i++) {
      all[i] = (long) Math.exp(random.nextDouble() * 28); // from 1 ns to 24 min
      waits.add(all[i]);
    }
    Arrays.sort(all);
    for (double percent : new double[] {0.1, 1, 25, 50, 75, 99, 99.9, 100}) {
      long exact = all[(int) Math.ceil(all.length * percent / 100) - 1];
      long found = waits.percentile(percent).toNanos();
      assertThat(found).as("%s %%", percent).isBetween(exact, exact + exact / 1000);
    }
    assertThat(waits.max().toNanos()).isEqualTo(all[all.length - 1]);
    assertThat(waits.count()).isEqualTo(all.length);
  }

  @Test
  void whatIsLongerIsCounted() {
    Waits waits = new Waits();
    for (int millis = 1; millis <= 10; millis++) {
      waits.add(Duration.ofMillis(millis).toNanos());
    }
    assertThat(waits.countAbove(Duration.ofMillis(7))).isEqualTo(3);
    assertThat(waits.countAbove(Duration.ZERO)).isEqualTo(10);
  }

  @Test
  void anHourIsTheLongest() {
    Waits waits = new Waits();
    waits.add(Long.MAX_VALUE);
    waits.add(-1);
    assertThat(waits.max()).isEqualTo(Duration.ofHours(1));
    assertThat(waits.percentile(1)).isZero();
  }
}
