package dev.switchboard.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DialledTest {

  @Test
  void silenceCountsFromTheLastByteOrFromTheBeginningOfTheWait() {
    assertThat(Dialled.silence(100, 30, 150)).isEqualTo(50);
    assertThat(Dialled.silence(100, 120, 150)).isEqualTo(30);
  }

  @Test
  void aByteThatMovedAfterTheClockWasReadIsNoSilence() {
    assertThat(Dialled.silence(100, 151, 150)).isZero();
  }
}
