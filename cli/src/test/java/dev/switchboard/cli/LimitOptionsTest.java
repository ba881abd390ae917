package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every limit has an option, and every option sets its limit and no other. */
class LimitOptionsTest {

  static Stream<Arguments> options() {
    return Stream.of(
        Arguments.of("--max-message", "2k", Set.of("message"), 2048),
        Arguments.of("--max-pending", "3m", Set.of("pendingOutput"), 3 << 20),
        Arguments.of("--max-connections", "7", Set.of("connections"), 7),
        Arguments.of("--max-turn", "1", Set.of("turn"), 1),
        Arguments.of("--max-sessions", "9", Set.of("datagramSessions"), 9),
        Arguments.of("--max-linger", "1.5k", Set.of("lingerBytes"), 1536),
        Arguments.of("--accept-queue", "none", Set.of("acceptQueue"), Limits.UNBOUNDED),
        Arguments.of("--idle", "5m", Set.of("idle", "datagramIdle"), Duration.ofMinutes(5)),
        Arguments.of("--message-time", "500ms", Set.of("messageTime"), Duration.ofMillis(500)),
        Arguments.of("--write-time", "1.5", Set.of("write"), Duration.ofMillis(1500)),
        Arguments.of("--too-slow", "3s", Set.of("tooSlow"), Duration.ofSeconds(3)),
        Arguments.of("--linger", "1h", Set.of("lingerTime"), Duration.ofHours(1)),
        Arguments.of("--drain", "none", Set.of("drain"), Limits.FOREVER),
        Arguments.of("--handshake", "3s", Set.of("handshake"), Duration.ofSeconds(3)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("options")
  void setsItsLimit(String option, String value, Set<String> limits, Object expected)
      throws Exception {
    LimitOptions options = CommandLine.populateCommand(new LimitOptions(), option, value);
    Limits chosen = options.over(Limits.defaults());
    for (var limit : Limits.class.getRecordComponents()) {
      Object usual = limit.getAccessor().invoke(Limits.defaults());
      assertThat(limit.getAccessor().invoke(chosen))
          .as(limit.getName())
          .isEqualTo(limits.contains(limit.getName()) ? expected : usual);
    }
  }

  @Test
  void noLimitIsWithoutAnOption() {
    Set<String> covered =
        options()
            .flatMap(option -> ((Set<?>) option.get()[2]).stream())
            .map(Object::toString)
            .collect(Collectors.toSet());
    assertThat(Arrays.stream(Limits.class.getRecordComponents()).map(it -> it.getName()))
        .containsExactlyInAnyOrderElementsOf(covered);
  }
}
