package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void whatIsNearlyTheLeastIsNamedBesideIt() {
    assertThat(Verdict.least(List.of(10.0, 11.0, 30.0), value -> value, String::valueOf))
        .isEqualTo("10.0, 11.0");
  }

  @Test
  void theMostIsTheLeastOfTheNegative() {
    assertThat(Verdict.least(List.of(10.0, 11.0, 30.0), value -> -value, String::valueOf))
        .isEqualTo("30.0");
  }

  @Test
  void whoWaitedForTheSlowOneIsNamed() {
    assertThat(Verdict.whoWaited(List.of("iterative")))
        .startsWith("Under iterative the others waited for the slow client");
    assertThat(Verdict.whoWaited(List.of())).startsWith("Under none of them");
  }
}
