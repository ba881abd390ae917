package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @Test
  void timesHaveUnitsAndABareNumberIsSeconds() {
    assertThat(Quantity.time("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(Quantity.time("1.5")).isEqualTo(Duration.ofMillis(1500));
    assertThat(Quantity.time("5s")).isEqualTo(Duration.ofSeconds(5));
    assertThat(Quantity.time("2m")).isEqualTo(Duration.ofMinutes(2));
    assertThat(Quantity.time("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(Quantity.time("none")).isEqualTo(Limits.FOREVER);
  }

  @Test
  void sizesCountIn1024() {
    assertThat(Quantity.size("100")).isEqualTo(100);
    assertThat(Quantity.size("64k")).isEqualTo(65536);
    assertThat(Quantity.size("1M")).isEqualTo(1 << 20);
    assertThat(Quantity.size("none")).isEqualTo(Limits.UNBOUNDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ms", "0", "-1", "5 s", "5d", "1..2", "s5", "NaN"})
  void whatIsNoTimeIsRefusedWithASentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.time(text))
        .withMessageStartingWith("'" + text + "' is not a time");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "0", "-1", "1.5", "3g", "2048m", "99999999999"})
  void whatIsNoSizeIsRefusedWithASentence(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Quantity.size(text))
        .withMessageStartingWith("'" + text + "' is not a ");
  }
}
