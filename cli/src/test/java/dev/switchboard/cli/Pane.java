package dev.switchboard.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A shell on a whole terminal, of which a test sees what a person would: tmux draws it. */
final class Pane implements AutoCloseable {

  private final String tmux = Needs.program("tmux");
  private final Path socket;

  private Pane(Path folder) {
    this.socket = folder.resolve("tmux");
  }

  static Pane open(Path folder) throws Exception {
    Pane pane = new Pane(folder);
    pane.tmux("-f", "/dev/null", "new-session", "-d", "-x", "80", "-y", "24", "bash --norc");
    pane.type("PS1='ready'; PS1=\"$PS1> \"; stty sane");
    pane.press("Enter");
    pane.await("a prompt", lines -> lines.getLast().equals("ready>"));
    return pane;
  }

  private String tmux(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(tmux, "-S", socket.toString()));
    all.addAll(List.of(words));
    Child.Finished finished = Child.run(all);
    if (finished.code() != 0) {
      throw new AssertionError(finished.toString());
    }
    return finished.out();
  }

  /** Runs this with a clean screen, and then prints its exit code. */
  void run(List<String> command, Path folder) throws Exception {
    Path script = folder.resolve("run");
    java.nio.file.Files.writeString(
        script, "clear\n" + Terminal.quoted(command) + "\necho code=$?\n");
    type(". " + script);
    press("Enter");
  }

  void type(String text) throws Exception {
    tmux("send-keys", "-l", text);
  }

  void press(String... keys) throws Exception {
    for (String key : keys) {
      tmux("send-keys", key);
    }
  }

  /** The lines that are on the screen, without the empty ones. */
  List<String> lines() throws Exception {
    return tmux("capture-pane", "-p").lines().filter(line -> !line.isBlank()).toList();
  }

  void await(String what, Predicate<List<String>> wanted) throws Exception {
    try {
      Awaitility.await(what)
          .atMost(Child.PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> {
            List<String> lines = lines();
            return !lines.isEmpty() && wanted.test(lines);
          });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("waited for " + what + "; the screen is " + lines(), e);
    }
  }

  /** Waits until the screen is so. */
  void await(String... lines) throws Exception {
    List<String> wanted = List.of(lines);
    await(wanted.toString(), wanted::equals);
  }

  @Override
  public void close() {
    try {
      tmux("kill-server");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException("tmux goes on at " + socket, e);
    }
  }
}
