package dev.switchboard.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is compiled from C and Go and not by Maven: made when it is missing or older than its
 * sources, into one folder.
 */
final class Programs {

  private final Path sources; // bench/src/main
  private final Path output;

  Programs(Path sources, Path output) {
    this.sources = sources;
    this.output = output;
  }

  Path sources() {
    return sources;
  }

  /** The full path of an installed program; the system's own folders first: wrappers are slow. */
  static Optional<String> installed(String name) {
    String path = "/usr/bin:/bin:" + Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  /** The generator; it needs gcc. */
  Path generator() throws IOException {
    return gcc(
        "generator",
        List.of(
            "generator.c",
            "load.c",
            "engine-epoll.c",
            "engine-uring.c",
            "churn.c",
            "idle.c",
            "first.c"));
  }

  /** A server of one C file. */
  Path server(String name) throws IOException {
    return gcc(name, List.of(name + ".c"));
  }

  private Path gcc(String name, List<String> files) throws IOException {
    Path c = sources.resolve("c");
    List<String> command =
        new ArrayList<>(
            List.of("gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-pthread", "-o", "OUTPUT"));
    files.forEach(file -> command.add(c.resolve(file).toString()));
    return make(name, c, command);
  }

  Path go() throws IOException {
    Path go = sources.resolve("go");
    return make(
        "echo-go", go, List.of("go", "build", "-o", "OUTPUT", go.resolve("echo.go").toString()));
  }

  /** Runs the command, with the output's place in it, unless that is newer than all sources. */
  private synchronized Path make(String name, Path from, List<String> command) throws IOException {
    Path made = output.resolve(name);
    if (Files.exists(made) && Files.getLastModifiedTime(made).compareTo(newest(from)) > 0) {
      return made;
    }
    Files.createDirectories(output);
    // Under another name first: whoever runs the old one, or makes it at the same time, is not met.
    Path fresh = Files.createTempFile(output, name, ".new");
    List<String> whole =
        command.stream().map(word -> word.equals("OUTPUT") ? fresh.toString() : word).toList();
    Children.run(whole);
    Files.move(fresh, made, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    return made;
  }

  private static FileTime newest(Path folder) throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.compareTo(newest) > 0 ? time : newest;
      }
    }
    return newest;
  }
}
