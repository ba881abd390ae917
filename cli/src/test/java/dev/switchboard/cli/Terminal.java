package dev.switchboard.cli;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shell with job control on a pseudo-terminal, and somebody who types. What is typed shows on the
 * screen too, as on every terminal; so a command's result is told apart by a quoting that only the
 * shell removes.
 */
final class Terminal implements AutoCloseable {

  static final String ESC = "\033";
  static final String CTRL_C = "\003";
  static final String CTRL_Z = "\032";

  /** Whoever started the tests may ignore Ctrl-C, and all their children with them: not these. */
  private static final String START =
      """
      import os, pty, signal, sys
      os.environ['TERM'] = 'dumb'
      signal.signal(signal.SIGINT, signal.SIG_DFL)
      pty.spawn(sys.argv[1:])
      """;

  private final Child child;
  private int asked;

  private Terminal(Child child) {
    this.child = child;
  }

  static Terminal open() throws Exception {
    Terminal terminal =
        new Terminal(
            Child.start(
                Needs.program("python3"),
                "-c",
                START,
                Needs.program("bash"),
                "--norc",
                "--noprofile",
                "--noediting",
                "-i"));
    terminal.typeLine("PS1='rea''dy> '");
    terminal.await("ready> ");
    return terminal;
  }

  /** Presses keys. */
  void type(String keys) throws IOException {
    child.send(keys);
  }

  void typeLine(String line) throws IOException {
    type(line + "\n");
  }

  /** Waits for words on the screen. */
  void await(String words) throws InterruptedException {
    child.out().await(words);
  }

  /** Has the shell run this and then print its exit code, which {@link #awaitCode} waits for. */
  void start(String command) throws IOException {
    asked++;
    typeLine(command + "; echo \"co\"\"de-" + asked + "=$?=\"");
  }

  /** The same with the command in a shell of its own, which it may replace. */
  void startApart(String command) throws IOException {
    start("(" + command + ")");
  }

  /** The exit code of the command that was started last, when the shell is ready for the next. */
  int awaitCode() throws InterruptedException {
    String mark = "code-" + asked + "=";
    String screen =
        child
            .out()
            .await("an exit code", text -> text.matches("(?s).*" + mark + "\\d+=\r\n.*ready> .*"));
    String behind = screen.substring(screen.lastIndexOf(mark) + mark.length());
    return Integer.parseInt(behind.substring(0, behind.indexOf('=')));
  }

  /** Runs a command to its end and answers what it printed. */
  String run(String command) throws Exception {
    int before = screen().length();
    start(command);
    awaitCode();
    String since = screen().substring(before);
    int first = since.indexOf('\n') + 1; // behind what was typed
    return since.substring(first, since.lastIndexOf("code-" + asked + "="));
  }

  String screen() {
    return child.out().text().replace("\r\n", "\n");
  }

  /** Words for the shell. */
  static String quoted(List<String> words) {
    return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    child.close();
  }
}
