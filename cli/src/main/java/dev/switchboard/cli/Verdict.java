package dev.switchboard.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What a reader may take from a table of server models, as sentences. */
final class Verdict {

  /** What differs by less is the same here: other work on the machine makes as much. */
  private static final double ALIKE = 0.2;

  private Verdict() {}

  static List<String> of(List<ModelTrial> trials, int slow, Duration dawdling) {
    List<String> sentences = new ArrayList<>();
    if (slow > 0) {
      sentences.add(
          whoWaited(
              trials.stream()
                  .filter(trial -> median(trial).compareTo(dawdling.dividedBy(2)) > 0)
                  .map(ModelTrial::model)
                  .toList()));
    }
    sentences.add(
        "Least memory: %s. Least CPU: %s. Most threads: %s."
            .formatted(
                least(trials, trial -> trial.most().memoryBytes(), ModelTrial::model),
                least(trials, trial -> trial.cpu().toMillis(), ModelTrial::model),
                least(trials, trial -> -trial.most().threads(), ModelTrial::model)));
    return sentences;
  }

  private static Duration median(ModelTrial trial) {
    return trial.met().first().percentile(50);
  }

  static String whoWaited(List<String> models) {
    return models.isEmpty()
        ? "Under none of them did the others wait for the slow client."
        : "Under "
            + String.join(", ", models)
            + " the others waited for the slow client: it had the server for itself. Under the rest"
            + " they did not notice it.";
  }

  /** Those with the least, and those that cannot be told from them by one such trial. */
  static <T> String least(List<T> all, ToDoubleFunction<T> of, Function<T, String> name) {
    double least = all.stream().mapToDouble(of).min().orElse(0);
    return all.stream()
        .filter(each -> of.applyAsDouble(each) - least <= ALIKE * Math.abs(least))
        .map(name)
        .collect(Collectors.joining(", "));
  }
}
