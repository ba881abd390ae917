package dev.switchboard.bench;

import java.io.IOException;
import java.nio.file.Path;

/** The programs that tests run, made once into the tests' own folder. */
final class Built {

  private static final Path BENCH =
      Path.of(System.getProperty("switchboard.home", ".."), "bench").toAbsolutePath();
  static final Programs PROGRAMS =
      new Programs(BENCH.resolve("src/main"), BENCH.resolve("target/test-programs"));

  private Built() {}

  static Generator generator() throws IOException {
    Needs.program("gcc");
    return new Generator(PROGRAMS.generator());
  }
}
