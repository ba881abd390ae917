package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * {@code ./switchboard} itself: how fast it starts, and that it becomes the program.
 *
 * <p>Alone, because it measures. The limits are three times those that hold on a quiet machine (1.5
 * s and 0.5 s), for one that is not; {@code build/start-times} has the figures.
 */
@Isolated
@Timeout(300) // it may have to build first
class LauncherTest {

  private static final Duration ANSWER = Duration.ofMillis(3 * 1500);
  private static final Duration HELP = Duration.ofMillis(3 * 500);
  private static final String LAUNCHER = Home.file("switchboard");

  @TempDir Path folder;

  @BeforeAll
  static void build() throws Exception {
    assertThat(Child.run(List.of(LAUNCHER, "--version")).code()).isZero();
  }

  @Test
  void aClientIsAnsweredSoonAfterTheStart() throws Exception {
    long start = System.nanoTime();
    try (Child launcher = Child.start(LAUNCHER, "serve", "hello", "0")) {
      assertThat(Caller.say("127.0.0.1", port(launcher), "Ada")).isEqualTo("Hello Ada");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(ANSWER);
    }
  }

  @Test
  void helpIsThereSoonAfterTheStart() throws Exception {
    long start = System.nanoTime();
    Child.Finished finished = Child.run(List.of(LAUNCHER, "--help"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HELP);
    assertThat(finished.out()).isEqualTo(Said.to("--help").out());
    assertThat(finished.err()).isEmpty();
    assertThat(finished.code()).isZero();
  }

  /** They cost a start a fifth of a second, and only what needs them shall pay. */
  @Test
  void foreignFunctionsAreNotLoadedWhereNothingNeedsThem() throws Exception {
    Path log = folder.resolve("classes");
    String logged =
        "cd \"$0\" && exec \"$(build/find-jdk)/bin/java\" -Xlog:class+load:file="
            + log
            + " --enable-native-access=dev.switchboard.linux"
            + " -p \"target/app/$(<target/app/current)/modules\""
            + " -m dev.switchboard.cli/dev.switchboard.cli.Main ";
    for (String words : List.of("--help", "serve --help", "speak --help", "speak 127.0.0.1 9")) {
      Child.run(List.of("bash", "-c", logged + words, Home.file(".")));
      assertThat(Files.readString(log))
          .as(words)
          .contains("dev.switchboard.cli.Main ")
          .doesNotContain("dev.switchboard.kernel.", "java.lang.foreign.Linker ");
    }
    Child.run(
        List.of("bash", "-c", logged + "speak seqpacket:@switchboard-nobody", Home.file(".")));
    assertThat(Files.readString(log)).contains("dev.switchboard.kernel.Kernel ");
  }

  /**
   * It execs the JVM: the process that was started is the server, signals and exit code included.
   */
  @Test
  void signalsAndExitCodesAreTheProgramsOwn() throws Exception {
    try (Child launcher = Child.start(LAUNCHER, "serve", "hello", "0")) {
      port(launcher);
      launcher.signal("TERM");
      assertThat(launcher.await().code()).isZero();
    }
    assertThat(Child.run(List.of(LAUNCHER, "serve", "helo")).code()).isEqualTo(2);
  }

  @Test
  void itWorksThroughALinkAndFromAnotherFolder() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("board"), Path.of(LAUNCHER));
    Child.Finished finished =
        Child.run(List.of("bash", "-c", "cd / && exec \"$0\" serve --list", link.toString()));
    assertThat(finished.out()).isEqualTo(Said.to("serve", "--list").out());
    assertThat(finished.code()).isZero();
  }

  private static int port(Child server) throws InterruptedException {
    String said = server.err().await("can reach it.\n");
    return Integer.parseInt(said.replaceFirst("(?s).*?127\\.0\\.0\\.1:(\\d+).*", "$1"));
  }
}
