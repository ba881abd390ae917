package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.switchboard.server.Running;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every script in {@code src/test/talks}, in memory and under every server model on every
 * transport, as it is written and with its segments cut and joined. A new model is in as soon as
 * {@code ServerModel.all()} names it.
 *
 * <p>A comment {@code # ending: …} in a script says how one of its conversations ends for the
 * server, or how that sentence begins; there is one for each connection.
 */
class ConformanceTest {

  private static final Path TALKS = Path.of("src/test/talks");
  private static final String ENDING = "# ending: ";

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  private static final Map<String, Service> SERVICES =
      Map.of(
          "upper",
          UPPER,
          "upper-once",
          UPPER.once(),
          "echo",
          Service.replyingFrames(frame -> frame),
          "resetting",
          peer -> (frame, outbox) -> outbox.reset(),
          "falling",
          peer ->
              (frame, outbox) -> {
                if (frame.text().equals("fall")) {
                  throw new IllegalStateException("as asked");
                }
                outbox.send(frame);
              });

  @TempDir Path folder;

  /** A script's file, and how its conversations end for the server. */
  private record Talk(Path file, Script script, List<String> endings) {

    static Talk read(Path file) {
      try {
        List<String> endings =
            Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(ENDING))
                .map(line -> line.substring(ENDING.length()))
                .sorted()
                .toList();
        return new Talk(file, Script.read(file), endings);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    Service service() {
      return java.util.Objects.requireNonNull(SERVICES.get(script.heading().service()));
    }

    /** In memory a service that falls is seen, and told as the crash that it is. */
    boolean falls() {
      return endings.stream().anyMatch(ending -> ending.startsWith("the service failed"));
    }

    @Override
    public String toString() {
      return TALKS.relativize(file).toString();
    }
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicContainer> everyScript() throws IOException {
    try (Stream<Path> files = Files.walk(TALKS)) {
      List<Talk> talks =
          files.filter(file -> file.toString().endsWith(".talk")).sorted().map(Talk::read).toList();
      assertThat(talks).hasSizeGreaterThan(40);
      return talks.stream().map(talk -> DynamicContainer.dynamicContainer("" + talk, tests(talk)));
    }
  }

  private Stream<DynamicTest> tests(Talk talk) {
    return Cut.all(talk.script()).stream()
        .flatMap(cut -> {
          Script script = cut.of(talk.script());
          Stream<DynamicTest> real =
              Place.of(script).stream()
                  .map(place ->
                      DynamicTest.dynamicTest(
                          talk + ", " + place + ", " + cut, () -> play(talk, script, place)));
          DynamicTest inMemory =
              DynamicTest.dynamicTest(
                  talk + ", in memory, " + cut,
                  () -> assertPassed(script.inMemory(talk.service())));
          return talk.falls() ? real : Stream.concat(Stream.of(inMemory), real);
        });
  }

  private static void assertPassed(Report report) {
    assertThat(report).matches(Report::passed, "passed");
  }

  private void play(Talk talk, Script script, Place place) throws Exception {
    if (place.needsIpv6() && !Place.HAS_IPV6) {
      String why = "this machine has no address ::1";
      if (Boolean.getBoolean("switchboard.noskip")) {
        fail(why);
      }
      abort(why);
    }
    Told told = new Told();
    Limits limits =
        script
            .heading()
            .limits()
            .with(it -> it.drain = Duration.ofMillis(200))
            .with(it -> it.lingerTime = Duration.ofSeconds(20));
    try (Running running =
        place
            .serving(place.endpoint(Files.createTempDirectory(folder, "s")))
            .framing(script.heading().framingOrRaw())
            .limits(limits)
            .workers(place.workersFor(script))
            .listener(told)
            .serve(talk.service())) {
      try (Stage stage = new HeardOut(place.dialling(running.endpoint()), told)) {
        assertPassed(new Player(script, Direction.TO_SERVER, stage).play());
      }
      if (script.heading().over().connects()) {
        told.assertEndings(talk.endings());
      }
    }
  }
}
