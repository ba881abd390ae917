package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} on a terminal: its keys, its settings, and the shell's job control. */
class TerminalTest {

  private static final Pattern PORT = Pattern.compile("listens on tcp://127\\.0\\.0\\.1:(\\d+) ");

  @Test
  void escStopsIt() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      terminal.start(serve("hello", "0"));
      terminal.await("Esc stops it.");
      terminal.type(Terminal.ESC);
      assertThat(terminal.awaitCode()).isZero();
      assertThat(terminal.screen()).containsOnlyOnce("Stopping:");
    }
  }

  @Test
  void theSecondEscStopsItAtOnceWhoeverIsInTheMiddleOfAMessage() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      terminal.start(serve("hello", "0", "--framing", "line", "--drain", "10m", "-v"));
      terminal.await("Esc stops it.");
      try (Caller client = Caller.to(port(terminal))) {
        client.say("Ad");
        terminal.await("> \"Ad\"");
        terminal.type(Terminal.ESC);
        terminal.await("Stopping:");
        terminal.type(Terminal.ESC);
        assertThat(terminal.awaitCode()).isZero();
        assertThat(terminal.screen()).contains("ended: forced");
      }
    }
  }

  @Test
  void arrowsAndOtherKeysDoNotStopIt() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      terminal.start(serve("hello", "0"));
      terminal.await("Esc stops it.");
      for (String key : new String[] {"[A", "[B", "[C", "[D", "OP", "[5~", "[1;5C", "x"}) {
        terminal.type(Terminal.ESC + key); // the last is Alt-x
      }
      terminal.type("q\n\t ");
      // Answering this takes 200 ms of silence, far longer than a key does.
      try (Caller client = Caller.to(port(terminal))) {
        client.say("Ada");
        assertThat(client.hearAll()).isEqualTo("Hello Ada");
      }
      assertThat(terminal.screen()).doesNotContain("Stopping:");
      terminal.type(Terminal.ESC);
      assertThat(terminal.awaitCode()).isZero();
    }
  }

  @Test
  void ctrlCStopsIt() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      terminal.start(serve("hello", "0"));
      terminal.await("Esc stops it.");
      terminal.type(Terminal.CTRL_C);
      assertThat(terminal.awaitCode()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {Terminal.ESC, Terminal.CTRL_C, "SIGTERM"})
  void theTerminalIsLeftAsItWas(String end) throws Exception {
    try (Terminal terminal = Terminal.open()) {
      String before = terminal.run("stty -a");
      assertThat(before).contains(" icanon", " echo ");
      terminal.startApart("echo pi''d=$BASHPID=; exec " + serve("hello", "0"));
      terminal.await("Esc stops it.");
      if (end.equals("SIGTERM")) {
        long pid = Long.parseLong(terminal.screen().replaceFirst("(?s).*pid=(\\d+)=.*", "$1"));
        assertThat(ProcessHandle.of(pid).orElseThrow().destroy()).isTrue();
      } else {
        terminal.type(end);
      }
      assertThat(terminal.awaitCode()).isZero();
      assertThat(terminal.run("stty -a")).isEqualTo(before);
    }
  }

  /** Whoever reads the terminal, or sets it, from the background is stopped by the kernel. */
  @Test
  void inTheBackgroundItServesAndLeavesTheTerminalAlone() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      String before = terminal.run("stty -a");
      terminal.typeLine(serve("hello", "0") + " &");
      terminal.await("can reach it.");
      assertThat(Caller.say("127.0.0.1", port(terminal), "Ada")).isEqualTo("Hello Ada");
      assertThat(terminal.run("jobs")).contains("Running").doesNotContain("Stopped");
      assertThat(terminal.run("stty -a")).isEqualTo(before);
      terminal.start("kill %1; wait %1");
      assertThat(terminal.awaitCode()).isZero();
      assertThat(terminal.screen()).contains("Stopping:").doesNotContain("Esc stops it.");
    }
  }

  @Test
  void broughtBackFromAPauseItStillHearsEsc() throws Exception {
    try (Terminal terminal = Terminal.open()) {
      terminal.typeLine(serve("hello", "0"));
      terminal.await("Esc stops it.");
      terminal.type(Terminal.CTRL_Z);
      terminal.await("Stopped");
      assertThat(terminal.run("stty -a")).contains(" icanon", " echo ");
      terminal.start("fg");
      // In the pause nobody was answered; when somebody is, it goes on.
      assertThat(Caller.say("127.0.0.1", port(terminal), "Ada")).isEqualTo("Hello Ada");
      terminal.type(Terminal.ESC);
      assertThat(terminal.awaitCode()).isZero();
    }
  }

  private static String serve(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "serve";
    System.arraycopy(words, 0, all, 1, words.length);
    return Terminal.quoted(Switchboard.command(all));
  }

  private static int port(Terminal terminal) {
    Matcher matcher = PORT.matcher(terminal.screen());
    assertThat(matcher.find()).as(terminal.screen()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
