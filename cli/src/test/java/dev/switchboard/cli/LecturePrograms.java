package dev.switchboard.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The small programs in {@code examples/lectures}, in each of their languages. */
enum LecturePrograms {
  PYTHON {
    @Override
    List<String> start(Path folder, String program) {
      return List.of(Needs.program("python3"), source(program + ".py"));
    }
  },
  C {
    @Override
    List<String> start(Path folder, String program) throws Exception {
      Path binary = folder.resolve(program);
      synchronized (this) {
        if (!binary.toFile().exists()) {
          compile(source(program + ".c"), binary);
        }
      }
      return List.of(binary.toString());
    }
  };

  /** The words that start it; compiled programs lie in this folder. */
  abstract List<String> start(Path folder, String program) throws Exception;

  /** The words that start it, with these behind them. */
  List<String> words(Path folder, String program, String... words) throws Exception {
    List<String> command = new ArrayList<>(start(folder, program));
    command.addAll(List.of(words));
    return command;
  }

  /** The words that start a client of a server on this machine. */
  List<String> command(Path folder, String program, int port, String... words) throws Exception {
    List<String> command = words(folder, program, "127.0.0.1", Integer.toString(port));
    command.addAll(List.of(words));
    return command;
  }

  private static String source(String file) {
    return Home.file("examples/lectures/" + file);
  }

  private static void compile(String source, Path binary) throws Exception {
    Child.Finished finished =
        Child.run(
            List.of(
                Needs.program("gcc"),
                "-std=gnu17",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-o",
                binary.toString(),
                source));
    if (finished.code() != 0) {
      throw new AssertionError("gcc does not take it:\n" + finished.err());
    }
  }
}
