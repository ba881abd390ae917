package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The classic mistakes of socket programs, and for each the tests that show that our server and
 * client do not make it. The table is in mistakes.txt.
 */
class MistakesTest {

  private static final int MISTAKES = 46;

  /** The scripts of the module above, which every server model must pass. */
  private static final Path TALKS =
      Path.of(System.getProperty("switchboard.home", ".."), "script/src/test/talks");

  private static final String NOT_APPLICABLE = "not applicable: ";

  /** A line of the table. */
  record Mistake(int number, String name, String shown) {

    static Mistake parse(String line) {
      String[] columns = line.split(" *\\| *", 3);
      return new Mistake(Integer.parseInt(columns[0].strip()), columns[1], columns[2].strip());
    }

    List<String> tests() {
      return shown.startsWith(NOT_APPLICABLE) ? List.of() : List.of(shown.split(", *"));
    }
  }

  static List<Mistake> table() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(MistakesTest.class.getResourceAsStream("mistakes.txt"))) {
      return new String(text.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Mistake::parse)
          .toList();
    }
  }

  @Test
  void everyMistakeHasItsLine() throws IOException {
    assertThat(table())
        .extracting(Mistake::number)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, MISTAKES).boxed().toList());
  }

  @ParameterizedTest
  @MethodSource("table")
  void theTestsThatShowThatWeDoNotMakeItAreThere(Mistake mistake) throws ClassNotFoundException {
    if (mistake.tests().isEmpty()) {
      assertThat(mistake.shown().substring(NOT_APPLICABLE.length())).isNotBlank();
    }
    for (String test : mistake.tests()) {
      if (test.endsWith(".talk")) {
        assertThat(TALKS.resolve(test)).isRegularFile();
        continue;
      }
      String[] parts = test.split("#", 2);
      assertThat(parts).as(test).hasSize(2);
      Class<?> type = Class.forName(getClass().getPackageName() + "." + parts[0]);
      Stream<Method> named =
          Arrays.stream(type.getDeclaredMethods()).filter(it -> it.getName().equals(parts[1]));
      assertThat(named).as(test).singleElement().matches(MistakesTest::isTest);
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
