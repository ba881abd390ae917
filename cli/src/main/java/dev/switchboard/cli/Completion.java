package dev.switchboard.cli;

import dev.switchboard.model.ServerModel;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code completion}: the script with which a shell completes our words at the Tab key. */
@Command(
    name = "completion",
    header = "Print a script that has bash or zsh complete these commands.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  source <(switchboard completion bash)   for this shell",
      "  source <(switchboard completion zsh)    behind compinit",
      "  switchboard completion bash > ~/.local/share/bash-completion/completions/switchboard"
    },
    synopsisHeading = "%nUsage: ",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n")
final class Completion implements Callable<Integer> {

  /** The shells that there are scripts for. */
  static final class Shells implements Iterable<String> {

    private static final List<String> ALL = List.of("bash", "zsh");

    @Override
    public Iterator<String> iterator() {
      return ALL.iterator();
    }
  }

  private final Console console;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "SHELL",
      arity = "0..1",
      completionCandidates = Shells.class,
      description = "bash or zsh (bash).")
  String shell = "bash";

  Completion(Console console) {
    this.console = console;
  }

  /** One script serves both shells: it finds out by itself where it is. */
  @Override
  public Integer call() {
    if (!Shells.ALL.contains(shell)) {
      throw new IllegalArgumentException(
          "there is no script for the shell '%s'; there are %s"
              .formatted(shell, String.join(", ", Shells.ALL)));
    }
    console.print(AutoComplete.bash("switchboard", spec.root().commandLine()));
    return ExitCode.FINE;
  }

  /** What may follow {@code serve}. */
  static final class Servable implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      List<String> words = new ArrayList<>(List.of("all", ProgramServing.EXEC));
      new Services().forEach(words::add);
      return words.iterator();
    }
  }

  /** What may follow {@code speak}. */
  static final class Services implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Catalogue.entries().stream().map(Entry::name).iterator();
    }
  }

  /** What may follow {@code --model}. */
  static final class Models implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      List<String> names = new ArrayList<>(List.of(ModelOptions.AUTO));
      ServerModel.all().forEach(model -> names.add(model.name()));
      return names.iterator();
    }
  }

  /** What may follow {@code --framing}, as far as it goes without a number. */
  static final class Framings implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
      return Stream.of(
              "none",
              "text",
              "line",
              "length:4",
              "u8",
              "u16",
              "u32",
              "u16le",
              "u32le",
              "varint",
              "delim:",
              "fixed:",
              "datagram")
          .iterator();
    }
  }
}
