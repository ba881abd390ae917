package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What is left when we are gone; we close its pipe as the kernel does for one that was killed. */
class WatchdogTest {

  private static ChildProcess sleeper() throws Exception {
    return new Spawn("/bin/sleep", List.of("sleep", "1000")).nothingOn(0).nothingOn(1).start();
  }

  @Test
  void whatItKnowsOfEndsWithUs() throws Exception {
    Watchdog watchdog = new Watchdog();
    ChildProcess one = sleeper();
    ChildProcess other = sleeper();
    watchdog.guard(one);
    watchdog.guard(other);
    watchdog.close();
    assertThat(one.await()).isEqualTo(new Exit.Killed(Signal.KILL));
    assertThat(other.await()).isEqualTo(new Exit.Killed(Signal.KILL));
    one.reap();
    other.reap();
  }

  @Test
  void whatItWasToldToForgetIsLeftAlone() throws Exception {
    Watchdog watchdog = new Watchdog();
    ChildProcess kept = sleeper();
    ChildProcess other = sleeper();
    watchdog.guard(kept);
    watchdog.guard(other);
    watchdog.forget(kept);
    watchdog.close();
    other.await();
    other.reap();
    // Had it been killed as well, this would be told, and not our signal.
    kept.signal(Signal.TERM);
    assertThat(kept.await()).isEqualTo(new Exit.Killed(Signal.TERM));
    kept.reap();
  }

  @Test
  void anotherTakesThePlaceOfOneThatWasKilled() throws Exception {
    Watchdog watchdog = new Watchdog();
    ChildProcess before = sleeper();
    watchdog.guard(before);
    ProcessHandle shell = ProcessHandle.of(watchdog.pid()).orElseThrow();
    shell.destroyForcibly();
    awaitZombie(shell.pid());
    ChildProcess after = sleeper();
    watchdog.guard(after);
    watchdog.close();
    assertThat(before.await()).isEqualTo(new Exit.Killed(Signal.KILL));
    assertThat(after.await()).isEqualTo(new Exit.Killed(Signal.KILL));
    before.reap();
    after.reap();
  }

  /** It has died, and we have not noticed yet. */
  private static void awaitZombie(long pid) {
    Awaitility.await()
        .atMost(Told.PATIENCE)
        .until(() -> Files.readString(Path.of("/proc/" + pid + "/stat")).contains(") Z "));
  }
}
