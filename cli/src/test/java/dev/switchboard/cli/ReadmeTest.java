package dev.switchboard.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that the README shows is run, and prints what it shows. */
@Isolated // it shows what happens when, as far as a quiet machine can
@Timeout(300) // the launcher may have to build first
class ReadmeTest {

  /** Commands that are not run here, each with the reason. */
  private static final Map<String, String> NOT_RUN = Map.of("./verify", "it runs this test");

  /** Commands that go on until somebody stops them; here that is done at once. */
  private static final Set<String> UNTIL_STOPPED = Set.of("./switchboard serve hello");

  /** Programs of others that a command may need. */
  private static final Set<String> FOREIGN =
      Set.of("nc", "ncat", "socat", "telnet", "python3", "curl", "openssl");

  private static final String EVENT = "^TIME .*";

  @BeforeAll
  static void build() throws Exception {
    assertThat(Child.run(List.of(Home.file("switchboard"), "--version")).code()).isZero();
  }

  static List<Readme.Block> consoles() throws IOException {
    return Readme.blocks("console");
  }

  static List<Readme.Block> sources() throws IOException {
    return Readme.blocks("java");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("consoles")
  void printsWhatItShows(Readme.Block block) throws Exception {
    for (Readme.Command command : Readme.commands(block)) {
      Stream.of(command.words().split("\\W+", -1))
          .filter(FOREIGN::contains)
          .forEach(Needs::program);
    }
    try (Shell shell = Shell.open()) {
      for (Readme.Command command : Readme.commands(block)) {
        if (UNTIL_STOPPED.contains(command.words())) {
          runAndStop(shell, command);
        } else if (!NOT_RUN.containsKey(command.words())) {
          run(shell, command);
        }
      }
    }
  }

  private static void run(Shell shell, Readme.Command command) throws Exception {
    List<String> expected = likened(command.output());
    Shell.Answer answer = shell.run(command.words(), lines -> likened(lines).equals(expected));
    assertThat(likened(answer.lines())).as(command.words()).isEqualTo(expected);
    boolean fails = !expected.isEmpty() && expected.getFirst().startsWith("switchboard: ");
    assertThat(answer.code() != 0)
        .as("whether %s fails: it exited %d", command.words(), answer.code())
        .isEqualTo(fails);
  }

  private static void runAndStop(Shell shell, Readme.Command command) throws Exception {
    assertThat(command.output()).isEmpty();
    Shell.Answer serving =
        shell.run(
            command.words() + " &",
            lines -> lines.stream().anyMatch(line -> line.endsWith("can reach it.")));
    assertThat(serving.lines()).hasSize(1);
    Shell.Answer stopped = shell.run("kill -TERM $!; wait $!", lines -> !lines.isEmpty());
    assertThat(stopped.code()).as("%s", stopped.lines()).isZero();
  }

  /**
   * Lines with what differs from run to run put alike. Events, which a server in the background
   * tells, come last: when they are shown beside what a client prints is a matter of chance. So is
   * whether a busy machine reads two segments as one.
   */
  private static List<String> likened(List<String> lines) {
    List<String> alike =
        lines.stream()
            .filter(line -> !line.isBlank() && !line.contains(" held its loop "))
            .map(ReadmeTest::likened)
            .toList();
    String events = alike.stream().filter(line -> line.matches(EVENT)).collect(joining("\n"));
    String joined = events.replaceAll("(TIME \\S+ #\\d+ > \")(.*)\"\n\\1", "$1$2");
    return Stream.concat(alike.stream().filter(line -> !line.matches(EVENT)), joined.lines())
        .toList();
  }

  private static String likened(String line) {
    return line.replaceFirst("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} ", "TIME ")
        .replaceFirst("(accepted from \\S+):\\d+$", "$1:PORT")
        .replaceFirst("(listens on \\S+)( \\S+://\\S+)+ ", "$1 MORE ") // as many as the host has
        .replaceFirst("sha256:[0-9a-f]{64}", "FINGERPRINT")
        .replaceFirst("passed, \\d+ steps", "passed, N steps") // whose end came first, is chance
        .replaceFirst(" for tcp://\\S+$", " for CLIENT")
        .replaceFirst("(switchboard \\S+ on Java ).*", "$1VERSION");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sources")
  void quotesAnExampleAsItStands(Readme.Block block) throws IOException {
    String quoted = block.lines().stream().collect(joining("\n", "\n", "\n"));
    List<String> sources = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Home.path().resolve("examples/src/main/java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sources.add(Files.readString(file));
      }
    }
    assertThat(sources).as("the README's %s", block).anyMatch(source -> source.contains(quoted));
  }

  @Test
  void allThatLooksLikeACommandIsUnderThisTest() throws IOException {
    assertThat(Readme.blocks())
        .extracting(Readme.Block::language)
        .containsOnly("console", "java", "text"); // text: what differs each time
    assertThat(consoles()).isNotEmpty();
    List<String> quoted =
        consoles().stream()
            .flatMap(block -> Readme.commands(block).stream())
            .map(Readme.Command::words)
            .toList();
    assertThat(quoted).as("else the lists here are out of date").containsAll(NOT_RUN.keySet());
    assertThat(quoted).containsAll(UNTIL_STOPPED);
  }
}
