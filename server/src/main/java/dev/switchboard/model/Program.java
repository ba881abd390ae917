package dev.switchboard.model;

import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A program as a service: it is started for each connection, without a shell, with the socket on
 * its descriptors 0 and 1. Framing, limits of messages and events of bytes mean nothing to it: what
 * it says goes from its hands to the kernel. The model {@code processes} alone serves it.
 *
 * @param command its name as it was typed, and its arguments
 * @param file where it is
 */
public record Program(List<String> command, Path file) implements Service {

  public Program {
    command = List.copyOf(command);
    if (command.isEmpty() || command.getFirst().isEmpty()) {
      throw new IllegalArgumentException("a program has a name");
    }
    for (String word : command) {
      if (word.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("no word of a command can contain a NUL");
      }
    }
  }

  /**
   * Looks a program up as a shell does: by its path, or by its name in the folders of PATH.
   *
   * @throws NotStartedException when there is none, or it may not be started
   */
  public static Program find(List<String> command) throws NotStartedException {
    return find(command, System.getenv().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin"));
  }

  static Program find(List<String> command, String path) throws NotStartedException {
    String name = command.isEmpty() ? "" : command.getFirst();
    if (name.isEmpty() || name.indexOf('/') >= 0) {
      Path file = Path.of(name);
      check(name, file);
      return new Program(command, file);
    }
    Path forbidden = null;
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
      if (Files.isRegularFile(file)) {
        if (Files.isExecutable(file)) {
          return new Program(command, file);
        }
        forbidden = forbidden == null ? file : forbidden;
      }
    }
    if (forbidden != null) {
      check(name, forbidden);
    }
    throw new NotStartedException(
        "Cannot start '%s': no program of that name is in PATH; check the name, or say where it is, as in ./%s."
            .formatted(name, name));
  }

  private static void check(String name, Path file) throws NotStartedException {
    String why =
        name.isEmpty()
            ? "it has no name; name a program"
            : !Files.exists(file)
                ? "no such file or directory; check the path"
                : Files.isDirectory(file)
                    ? "it is a directory; name a program"
                    : !Files.isExecutable(file)
                        ? "permission denied; make it executable, as with chmod +x " + file
                        : "";
    if (!why.isEmpty()) {
      throw new NotStartedException("Cannot start '%s': %s.".formatted(name, why));
    }
  }

  /** Its name without folders. */
  public String name() {
    return String.valueOf(file.getFileName());
  }

  /** It speaks for itself. */
  @Override
  public Conversation begin(Peer peer) {
    throw new IllegalStateException("a program speaks for itself, and is no conversation of ours");
  }
}
