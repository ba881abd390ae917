package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Tab key in real shells. */
class CompletionTest {

  @TempDir Path folder;

  private Path script;

  @BeforeEach
  void write() throws Exception {
    Said said = Said.to("completion", "bash");
    assertThat(said.code()).isZero();
    script = Files.writeString(folder.resolve("completion"), said.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          switchboard compl              | switchboard completion
          switchboard serve acr          | switchboard serve acrostic
          ./switchboard serve --mod      | ./switchboard serve --model
          switchboard serve --model ite  | switchboard serve --model iterative
          switchboard speak --fram       | switchboard speak --framing
          switchboard speak gree         | switchboard speak greeting
          switchboard fetch --unix       | switchboard fetch --unix-socket
          """)
  void bashAndZshCompleteOurWords(String typed, String completed) throws Exception {
    Needs.program("zsh");
    try (Pane pane = Pane.open(folder)) {
      pane.type(". " + script + "; clear");
      pane.press("Enter");
      pane.await("ready>");
      completes(pane, "ready> ", typed, completed);
      pane.press("C-u"); // and not C-c, which throws away what is typed behind it too
      String zsh =
          "autoload -U compinit; compinit -u -d " + folder.resolve("dump") + "; . " + script;
      Files.writeString(folder.resolve(".zshrc"), zsh + "; PS1='zz''z> '; clear\n");
      pane.type("ZDOTDIR=" + folder + " exec zsh");
      pane.press("Enter");
      pane.await("zzz>");
      completes(pane, "zzz> ", typed, completed);
    }
  }

  private static void completes(Pane pane, String prompt, String typed, String completed)
      throws Exception {
    pane.type(typed + "\t");
    pane.await(completed, lines -> lines.getLast().stripTrailing().equals(prompt + completed));
  }

  @Test
  void whatOthersTypeIsNotOffered() throws Exception {
    assertThat(Files.readString(script)).doesNotContain("--keep-open", "rehearse");
  }

  @Test
  void anotherShellIsRefused() {
    assertThat(Said.to("completion", "fish").err())
        .startsWith("switchboard: there is no script for the shell 'fish'; there are bash, zsh\n");
    assertThat(Said.to("completion", "fish").code()).isEqualTo(2);
  }

  @Test
  void oneScriptServesBothShells() {
    assertThat(Said.to("completion", "zsh")).isEqualTo(Said.to("completion"));
  }
}
