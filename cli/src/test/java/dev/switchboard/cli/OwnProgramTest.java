package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** {@code ./switchboard java}: a program of one's own, in one file, with the library there. */
@Isolated // the launcher may have to build first, which takes long beside others
@Timeout(300)
class OwnProgramTest {

  private static final String EXAMPLE =
      "examples/src/main/java/dev/switchboard/examples/InMemory.java";

  @TempDir Path folder;

  private static void runs(String file) throws Exception {
    Child.Finished finished = Child.run(List.of(Home.file("switchboard"), "java", file));
    assertThat(finished.out())
        .as("%s", finished)
        .isEqualTo("upper.talk: passed, 4 steps, in memory\n");
    assertThat(finished.code()).isZero();
  }

  @Test
  void anExampleRunsWhereItIs() throws Exception {
    runs(EXAMPLE);
  }

  @Test
  void aFileAnywhereRuns() throws Exception {
    String text = Files.readString(Path.of(Home.file(EXAMPLE)));
    Path own = folder.resolve("InMemory.java");
    Files.writeString(own, text.replaceFirst("package .*;\n", ""));
    runs(own.toString());
  }
}
