package dev.switchboard.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * What people type who have nc, ncat, socat or curl in their fingers: options of theirs that are
 * met with a sentence that names ours, or that go without saying here.
 *
 * <p>They become hidden options of a verb, so {@code -p 9000}, {@code -p9000}, {@code -lp 9000} and
 * {@code --port=9000} are all understood. A verb names its table with {@code modelTransformer} in
 * its {@code @Command}; {@link ServeHabits} is one.
 *
 * <pre>
 *   new NearMiss()
 *       .goesWithoutSaying("-l", "--listen")
 *       .insteadOf("9000", "-p is said in the endpoint here: serve hello :%s", "-p", "--port")
 *       .addTo(spec);
 * </pre>
 */
final class NearMiss {

  private final List<OptionSpec.Builder> flags = new ArrayList<>();
  private final Map<OptionSpec.Builder, String> sentences = new LinkedHashMap<>();
  private final Map<String, String> words = new LinkedHashMap<>();

  /** Options without a value that can only mean what is done anyway. */
  NearMiss goesWithoutSaying(String... names) {
    flags.add(OptionSpec.builder(names).arity("0").type(boolean.class));
    return this;
  }

  /** Options without a value that are refused with this sentence. */
  NearMiss instead(String sentence, String... names) {
    sentences.put(OptionSpec.builder(names).arity("0").type(boolean.class), sentence);
    return this;
  }

  /**
   * Options with a value that are refused with this sentence, in which {@code %s} is the value.
   *
   * @param label stands for a value that was left away
   */
  NearMiss insteadOf(String label, String sentence, String... names) {
    sentences.put(
        OptionSpec.builder(names).arity("0..1").type(String.class).fallbackValue(label), sentence);
    return this;
  }

  /** Options, with a value or without, each refused with its name and this sentence. */
  NearMiss refuses(String sentence, String... names) {
    for (String name : names) {
      insteadOf("", name + ": " + sentence.replace("%", "%%"), name);
    }
    return this;
  }

  /** Words that begin so, in any case, and are refused with this sentence. */
  NearMiss word(String beginning, String sentence) {
    words.put(beginning.toLowerCase(Locale.ROOT), sentence);
    return this;
  }

  /** Makes them hidden options of this verb. */
  CommandSpec addTo(CommandSpec spec) {
    for (OptionSpec.Builder flag : flags) {
      spec.addOption(flag.hidden(true).build());
    }
    sentences.forEach((option, sentence) -> spec.addOption(refused(option, sentence, spec)));
    return spec;
  }

  private static OptionSpec refused(OptionSpec.Builder option, String sentence, CommandSpec verb) {
    return option.hidden(true).setter(new Refusal(sentence, verb)).build();
  }

  /** Called with the value that was typed; and before, to set what is there when none is. */
  private record Refusal(String sentence, CommandSpec verb) implements ISetter {

    @Override
    public <T extends @Nullable Object> T set(T value) {
      if (value != null && !value.equals(false)) {
        throw new ParameterException(verb.commandLine(), sentence.formatted(value));
      }
      return value;
    }
  }

  /**
   * Refuses words of theirs.
   *
   * @throws IllegalArgumentException with the sentence
   */
  void refuse(List<String> typed) {
    for (String word : typed) {
      String lower = word.toLowerCase(Locale.ROOT);
      words.forEach((beginning, sentence) -> {
        if (lower.startsWith(beginning)) {
          throw new IllegalArgumentException("'" + word + "' is socat's: " + sentence);
        }
      });
    }
  }
}
