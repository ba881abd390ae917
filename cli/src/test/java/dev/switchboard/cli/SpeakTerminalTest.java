package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code speak} with somebody who types, as one sees it. */
class SpeakTerminalTest {

  @TempDir Path folder;

  private void start(Pane pane, BareServer server) throws Exception {
    pane.run(Switchboard.command("speak", server.endpoint()), folder);
    pane.await(">");
  }

  @Test
  void aReplyThatComesWhileOneTypesStandsAboveTheLine() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("hel");
      pane.await("> hel");
      server.say("news\r\nand more\n");
      pane.await("news", "and more", "> hel");
      pane.type("lo");
      pane.press("Enter");
      server.hear("hello\n".length());
      assertThat(server.seen()).isEqualTo("hello");
      pane.await("news", "and more", "> hello", ">");
      server.finish(); // and it ends without a key
      pane.await(
          "news",
          "and more",
          "> hello",
          "switchboard: " + server.endpoint() + " has ended the conversation.",
          "code=0",
          "ready>");
    }
  }

  @Test
  void anUnfinishedReplyStandsBeforeWhatIsTyped() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      server.say("log");
      pane.await("log");
      server.say("in 100%: ");
      pane.await("login 100%:");
      pane.type("ada");
      pane.press("Enter");
      server.hear("ada\n".length());
      pane.await("login 100%: ada", ">");
      server.say("welcome\n\033[2J");
      pane.await("login 100%: ada", "welcome", "\\x1b[2J");
    }
  }

  @Test
  void whatWasTypedCanBeHadAgainAndMended() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("one!! x");
      pane.press("BSpace", "BSpace", "Enter");
      pane.await("> one!!", ">"); // a key of several bytes may be torn while the editor begins anew
      pane.press("Up");
      pane.await("> one!!", "> one!!");
      pane.press("Home");
      pane.type("number\t");
      pane.press("Enter");
      server.hear("one!!\nnumber\tone!!\n".length());
      assertThat(server.seen()).isEqualTo("one!!\nnumber\tone!!");
    }
  }

  @Test
  void ctrlDEndsOurSideAndRepliesAreStillShown() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("bye");
      pane.press("Enter");
      pane.await("> bye", ">");
      pane.press("C-d");
      server.hearEnd();
      assertThat(server.seen()).isEqualTo("bye end");
      server.say("you said bye, ");
      pane.await("an unfinished line", lines -> lines.getLast().equals("you said bye,"));
      server.say("bye\n");
      server.finish();
      pane.await(
          "the end", lines -> lines.contains("you said bye, bye") && lines.contains("code=0"));
    }
  }

  @Test
  void ctrlCEndsItAndTheTerminalIsAsItWas() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("never sent");
      pane.await("> never sent");
      pane.press("C-c");
      server.hearEnd();
      assertThat(server.seen()).isEqualTo("end");
      pane.await("> never sent", "code=130", "ready>");
      pane.run(java.util.List.of("stty", "-a"), folder);
      pane.await(
          "settings",
          lines ->
              lines.contains("code=0")
                  && String.join(" ", lines).contains(" icanon ")
                  && String.join(" ", lines).contains(" echo "));
    }
  }

  @Test
  void broughtBackFromAPauseOneTypesOn() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("hel");
      pane.await("> hel");
      pane.press("C-z");
      pane.await("the shell", lines -> lines.getLast().equals("ready>"));
      pane.type("clear; fg");
      pane.press("Enter");
      pane.await("the line again", lines -> lines.getLast().equals("> hel"));
      pane.type("lo");
      pane.press("Enter");
      server.hear("hello\n".length());
      assertThat(server.seen()).isEqualTo("hello");
      pane.press("C-c");
      server.hearEnd();
    }
  }

  @Test
  void pastedLinesAreLines() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Pane pane = Pane.open(folder)) {
      start(pane, server);
      pane.type("a\nb\nc\n");
      server.hear("a\nb\nc\n".length());
      assertThat(server.seen()).isEqualTo("a\nb\nc");
    }
  }

  /** The kernel's own line editing has to do there. */
  @Test
  void aTerminalWithoutACursorDoesToo() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Terminal terminal = Terminal.open()) {
      terminal.start(Terminal.quoted(Switchboard.command("speak", server.endpoint())));
      server.say("welcome\n");
      terminal.await("welcome");
      terminal.typeLine("hello");
      server.hear("hello\n".length());
      terminal.type("\004");
      server.hearEnd();
      assertThat(server.seen()).isEqualTo("hello end");
      server.finish();
      assertThat(terminal.awaitCode()).isZero();
    }
  }

  @Test
  void repliesCanGoIntoAPipeWhileOneTypes() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Terminal terminal = Terminal.open()) {
      terminal.start(
          "TERM=xterm "
              + Terminal.quoted(Switchboard.command("speak", server.endpoint()))
              + " | tr a-z A-Z");
      terminal.typeLine("hello");
      server.hear("hello\n".length());
      server.say("good day\n");
      server.finish();
      terminal.await("GOOD DAY");
      assertThat(terminal.awaitCode()).isZero();
    }
  }

  @Test
  void ctrlCOnSuchATerminalEndsItAsAnyProgram() throws Exception {
    try (BareServer server = BareServer.over("TCP");
        Terminal terminal = Terminal.open()) {
      terminal.start(Terminal.quoted(Switchboard.command("speak", server.endpoint())));
      server.say("welcome\n");
      terminal.await("welcome");
      terminal.type(Terminal.CTRL_C);
      server.hearEnd();
      assertThat(terminal.awaitCode()).isEqualTo(130);
    }
  }
}
