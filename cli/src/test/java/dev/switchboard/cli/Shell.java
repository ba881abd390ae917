package dev.switchboard.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A shell that is given one command after the other, as a reader of the README types them. Where
 * the system allows it, it has a network of its own: the README's ports are free there, whatever
 * else runs on this machine.
 */
final class Shell implements AutoCloseable {

  /** How long output may take that comes from the background. */
  private static final Duration LATE_OUTPUT = Duration.ofSeconds(20);

  private final Child child;
  private int commands;
  private int read; // characters that were looked at already

  private Shell(Child child) {
    this.child = child;
  }

  static Shell open() throws Exception {
    String apart = "unshare --user --map-root-user --net -- bash -c 'ip link set lo up && exec ";
    boolean mayBeApart = Child.run(List.of("bash", "-c", apart + "true'")).code() == 0;
    String command = mayBeApart ? apart + "bash' 2>&1" : "exec bash 2>&1";
    return new Shell(Child.start("bash", "-c", command));
  }

  /** What a command printed, and what others printed meanwhile; its exit code. */
  record Answer(List<String> lines, int code) {}

  /**
   * Runs a command, and waits until what was printed since the last one is as it shall be, because
   * what runs in the background prints in its own time. Answers what it is by then in any case.
   */
  Answer run(String command, Predicate<List<String>> asItShallBe) throws Exception {
    String done = "<done " + ++commands + ">";
    child.send("{\n" + command + "\n} </dev/null\ncode=$?; echo; echo \"" + done + "$code\"\n");
    child.out().await(done, text -> text.matches("(?s).*" + done + "\\d+\n.*"));
    int from = read;
    child
        .out()
        .waitFor(text -> asItShallBe.test(answer(text.substring(from), done).lines()), LATE_OUTPUT);
    String text = child.out().text();
    read = text.length();
    return answer(text.substring(from), done);
  }

  private static Answer answer(String text, String done) {
    List<String> lines = new ArrayList<>();
    int code = -1;
    for (String line : text.split("\n", -1)) {
      if (line.startsWith(done)) {
        code = Integer.parseInt(line.substring(done.length()));
      } else if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return new Answer(lines, code);
  }

  @Override
  public void close() {
    child.close();
  }
}
