package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.wire.AnsweredException;
import dev.switchboard.wire.SystemAnswer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the machine has no more to give, that is said. */
class ExhaustedTest {

  /** The kernel takes 128 KiB for one argument (execve(2), MAX_ARG_STRLEN). */
  @Test
  void argumentsCanBeTooMuch() {
    String much = "x".repeat(200_000);
    assertThatThrownBy(() -> new Spawn("/bin/true", List.of("true", much)).start())
        .isInstanceOfSatisfying(
            IOException.class,
            answer ->
                assertThat(Spawn.sentence("true", answer))
                    .isEqualTo(
                        "cannot start 'true': argument list too long; its arguments and the"
                            + " environment are too much"));
  }

  @Test
  void processesCanBeTooMany() {
    IOException answer =
        new AnsweredException(SystemAnswer.QUEUE_FULL, "Resource temporarily unavailable");
    assertThat(Spawn.sentence("cat", answer))
        .isEqualTo(
            "cannot start 'cat': resource temporarily unavailable; there are too many processes:"
                + " raise the limit (ulimit -u), or lower --max-connections");
  }

  @Test
  void aProgramCanBeGoneMeanwhile() {
    assertThatThrownBy(() -> new Spawn("/no/such", List.of("such")).start())
        .hasMessage("No such file or directory");
  }
}
