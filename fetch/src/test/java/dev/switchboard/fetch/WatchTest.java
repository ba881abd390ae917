package dev.switchboard.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(1);

  private final CountDownLatch never = new CountDownLatch(1);

  private boolean isInterruptedWithin(long millis) {
    try {
      return never.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  @Test
  void whatIsInTimeIsLeftAlone() throws IOException {
    Watch watch = new Watch(LONG, "over");
    assertThat(watch.over(() -> "done")).isEqualTo("done");
    assertThat(watch.isLate()).isFalse();
  }

  @Test
  void aStepThatIsLateIsInterruptedAndKnowsWhy() throws IOException {
    Watch watch = new Watch(LONG, "over");
    String answer =
        watch.over(() -> {
          watch.step(SHORT, "step over");
          return isInterruptedWithin(LONG.toMillis()) && watch.isLate() ? "late" : "not late";
        });
    assertThat(answer).isEqualTo("late");
    assertThat(watch.wholeIsOver()).isFalse();
  }

  /** Also where the one before was late and nobody noticed: its interrupt does not linger. */
  @Test
  void theNextStepStartsAfresh() throws IOException {
    Watch watch = new Watch(LONG, "over");
    boolean interrupted =
        watch.over(() -> {
          watch.step(SHORT, "step over");
          while (!watch.isLate()) {
            Thread.onSpinWait();
          }
          watch.step();
          return isInterruptedWithin(50) || watch.isLate();
        });
    assertThat(interrupted).isFalse();
  }

  /** The caller sleeps towards the end of a long step when a short one begins. */
  @Test
  void aShortStepAfterALongOneIsNoticed() throws IOException {
    Watch watch = new Watch(LONG, "over");
    boolean interrupted =
        watch.over(() -> {
          watch.step(LONG, "first over");
          assertThat(isInterruptedWithin(50)).isFalse();
          watch.step(SHORT, "second over");
          return isInterruptedWithin(LONG.toMillis());
        });
    assertThat(interrupted).isTrue();
  }

  @Test
  void whenTheWholeIsOverNoStepBegins() {
    Watch watch = new Watch(SHORT, "over");
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() ->
            watch.over(() -> {
              assertThat(isInterruptedWithin(LONG.toMillis())).isTrue();
              watch.step(LONG, "step over");
              return true;
            }))
        .withMessage("over");
    assertThat(watch.wholeIsOver()).isTrue();
  }

  @Test
  void whoHearsNoInterruptIsLeftBehind() {
    Watch watch = new Watch(LONG, "over");
    CountDownLatch end = new CountDownLatch(1);
    assertThatExceptionOfType(FetchException.class)
        .isThrownBy(() ->
            watch.over(() -> {
              watch.step(SHORT, "step over");
              while (end.getCount() > 0) {
                Thread.onSpinWait();
              }
              return true;
            }))
        .withMessage("step over");
    end.countDown();
  }

  @Test
  void whatIsThrownComesOutAsItIs() {
    Watch watch = new Watch(LONG, "over");
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            watch.over(() -> {
              throw new IllegalStateException("mine");
            }))
        .withMessage("mine");
  }
}
