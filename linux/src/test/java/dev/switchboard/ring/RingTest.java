package dev.switchboard.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RingTest {

  static List<RingSetup> setups() {
    return RingSetup.ALL;
  }

  @ParameterizedTest
  @MethodSource("setups")
  void bothQueuesWrapAroundAndKeepTheOrder(RingSetup setup) throws IOException {
    try (Ring ring = Ring.open(List.of(setup), 8, 16)) {
      ring.enable();
      List<Long> heard = new ArrayList<>();
      for (long i = 0; i < 1000; i++) {
        ring.nothing(i);
        if (i % 5 == 4) {
          ring.enter(5, Ring.FOREVER);
          ring.drain((userData, result, flags) -> heard.add(userData));
        }
      }
      assertThat(heard).hasSize(1000).isSorted();
    }
  }
}
