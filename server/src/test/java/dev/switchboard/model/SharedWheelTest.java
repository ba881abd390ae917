package dev.switchboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedWheelTest {

  private static final long MILLI = 1_000_000;
  private static final long PATIENCE = 20;

  private final Clock clock = new Clock();
  private final SharedWheel wheel = new SharedWheel(clock);
  private final Thread thread = wheel.start();

  @AfterEach
  void stop() throws InterruptedException {
    wheel.stop();
    assertThat(thread.join(Duration.ofSeconds(PATIENCE))).isTrue();
  }

  @Test
  void anAlarmRingsNotBeforeItsTime() throws InterruptedException {
    CountDownLatch rung = new CountDownLatch(1);
    long due = clock.now() + 30 * MILLI;
    wheel.alarm(rung::countDown).atLatest(due);
    assertThat(rung.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(clock.now()).isGreaterThanOrEqualTo(due);
  }

  @Test
  void anEarlierTimeWakesTheWheelThatSleepsForALaterOne() throws InterruptedException {
    CountDownLatch rung = new CountDownLatch(1);
    SharedWheel.Alarm alarm = wheel.alarm(rung::countDown);
    alarm.atLatest(clock.now() + 3_600_000 * MILLI);
    alarm.atLatest(clock.now() + 20 * MILLI);
    assertThat(rung.await(5, TimeUnit.SECONDS)).isTrue(); // the horizon is at 10 s
  }

  @Test
  void anAlarmMayBeSetAgainWhenItHasRung() throws InterruptedException {
    Semaphore rung = new Semaphore(0);
    SharedWheel.Alarm alarm = wheel.alarm(rung::release);
    for (int i = 0; i < 3; i++) {
      alarm.atLatest(clock.now() + MILLI);
      assertThat(rung.tryAcquire(PATIENCE, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void anAlarmThatIsCancelledDoesNotRing() throws InterruptedException {
    AtomicInteger rung = new AtomicInteger();
    SharedWheel.Alarm alarm = wheel.alarm(rung::incrementAndGet);
    alarm.atLatest(clock.now() + 300 * MILLI);
    alarm.cancel();
    CountDownLatch later = new CountDownLatch(1);
    wheel.alarm(later::countDown).atLatest(clock.now() + 350 * MILLI);
    assertThat(later.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    assertThat(rung).hasValue(0);
  }

  @Test
  void anAlarmThatIsHeldUpHoldsUpNoOther() throws InterruptedException {
    CountDownLatch release = new CountDownLatch(1);
    wheel
        .alarm(() -> {
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        })
        .atLatest(clock.now() + MILLI);
    CountDownLatch other = new CountDownLatch(1);
    wheel.alarm(other::countDown).atLatest(clock.now() + 30 * MILLI);
    assertThat(other.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
    release.countDown();
  }
}
