package dev.switchboard.cli;

import dev.switchboard.load.Crowd;
import dev.switchboard.model.Availability;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code try models}: the same small load on one service, under each server model in turn. */
@Command(
    name = "models",
    header =
        "The same clients, one of them slow, under each server model: who waits, at what cost?",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisHeading = "%nUsage: ",
    customSynopsis = "switchboard try models [--clients N] [--slow K]",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  switchboard try models                one slow client and eight others",
      "  switchboard try models --slow 0       nobody is slow",
      "  switchboard try models --clients 100  a hundred at once"
    })
final class TryModels implements Callable<Integer> {

  private static final String SERVICE = "name";
  private static final int LINES = 20;
  private static final Duration DAWDLING = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Console console;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description = "How many come at once and ask " + LINES + " lines each (8).")
  int clients = 8;

  @Option(
      names = "--slow",
      paramLabel = "K",
      description = "How many came before and take a second over one line (1).")
  int slow = 1;

  TryModels(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (clients < 1 || slow < 0) {
      throw new IllegalArgumentException("--clients is 1 or more, and --slow 0 or more");
    }
    console.print(
        "%d clients come at once and ask '%s' %d lines each; %s."
            .formatted(clients, SERVICE, LINES, slowOnes()));
    console.print("");
    List<ModelTrial> trials = new ArrayList<>();
    console.print(ModelTrial.HEADING);
    for (ServerModel model : ServerModel.all()) {
      if (model.availability() instanceof Availability.No(String reason)) {
        console.print("%-10s not here: %s".formatted(model.name(), reason));
      } else {
        ModelTrial trial = run(model);
        trials.add(trial);
        console.print(trial.row());
      }
    }
    console.print("");
    Verdict.of(trials, slow, DAWDLING).forEach(console::print);
    return ExitCode.FINE;
  }

  private String slowOnes() {
    return slow == 0
        ? "nobody is slow"
        : (slow == 1 ? "one that came before takes " : slow + " that came before take ")
            + "a second over half a line";
  }

  private ModelTrial run(ServerModel model) throws IOException, InterruptedException {
    try (ServerProcess server = ServerProcess.start(SERVICE, model.name())) {
      new Crowd(server.endpoint(), 1, 0, LINES, DAWDLING, PATIENCE).visit(); // so that it is warm
      Cost idle = server.cost();
      Crowd crowd = new Crowd(server.endpoint(), clients, slow, LINES, DAWDLING, PATIENCE);
      Crowd.Met met = crowd.visit();
      return new ModelTrial(
          model.name(), met, server.most(), server.cost().cpu().minus(idle.cpu()));
    }
  }
}
