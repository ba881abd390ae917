package dev.switchboard.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader may take from a table of server models, as sentences. */
final class Verdict {

  private Verdict() {}

  static List<String> of(List<ModelTrial> trials, int slow, Duration dawdling) {
    List<String> sentences = new ArrayList<>();
    if (slow > 0) {
      sentences.add(whoWaited(trials, dawdling));
    }
    sentences.add(
        "Least memory: %s. Least CPU: %s. Most threads: %s."
            .formatted(
                least(trials, Comparator.comparingLong(trial -> trial.most().memoryBytes())),
                least(trials, Comparator.comparing(ModelTrial::cpu)),
                least(
                    trials,
                    Comparator.<ModelTrial>comparingInt(trial -> trial.most().threads())
                        .reversed())));
    return sentences;
  }

  private static String whoWaited(List<ModelTrial> trials, Duration dawdling) {
    String waited =
        trials.stream()
            .filter(
                trial -> trial.met().first().percentile(50).compareTo(dawdling.dividedBy(2)) > 0)
            .map(ModelTrial::model)
            .collect(Collectors.joining(", "));
    return waited.isEmpty()
        ? "Under none of them did the others wait for the slow client."
        : "Under "
            + waited
            + " the others waited for the slow client: it had the server for itself. Under the rest"
            + " they did not notice it.";
  }

  private static String least(List<ModelTrial> trials, Comparator<ModelTrial> by) {
    return trials.stream().min(by).map(ModelTrial::model).orElse("nobody");
  }
}
