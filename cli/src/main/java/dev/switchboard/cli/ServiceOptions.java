package dev.switchboard.cli;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Choice;
import dev.switchboard.services.Choices;
import dev.switchboard.services.Entry;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What only some services know, as options; refused where none of those served knows it. */
final class ServiceOptions {

  private static final String REPEAT = "--repeat";
  private static final String ADD_NAME = "--add-name";
  private static final String REFLECT = "--reflect";

  @Option(
      names = REPEAT,
      description = "hello, upper: go on until the client leaves, not only for one reply.")
  boolean repeat;

  @Option(
      names = ADD_NAME,
      paramLabel = "NAME",
      description = "name: what is added to each line (Ali).")
  @Nullable String addName;

  @Option(
      names = REFLECT,
      description = {
        "chargen, qotd over UDP: answer other machines too.",
        "Their long answers can be turned on somebody else."
      })
  boolean reflect;

  /**
   * What was chosen about these services.
   *
   * @throws IllegalArgumentException with a sentence, where it is nothing to them
   */
  Choices chosenFor(List<Entry> entries) {
    refuse(repeat, Choice.REPEAT, entries);
    refuse(addName != null, Choice.ADD_NAME, entries);
    refuse(reflect, Choice.REFLECT, entries);
    String name = addName == null ? Choices.usual().addName() : addName;
    return new Choices(repeat, name, reflect);
  }

  private static void refuse(boolean given, Choice choice, List<Entry> entries) {
    if (given && entries.stream().noneMatch(entry -> entry.choices().contains(choice))) {
      throw new IllegalArgumentException(
          "%s means something to %s only, and not to %s"
              .formatted(
                  option(choice), knowing(choice), names(entries.stream().distinct().toList())));
    }
  }

  private static String knowing(Choice choice) {
    return names(
        Catalogue.entries().stream().filter(entry -> entry.choices().contains(choice)).toList());
  }

  private static String names(List<Entry> entries) {
    return entries.stream().map(Entry::name).collect(Collectors.joining(" and "));
  }

  /** As it is typed. */
  static String option(Choice choice) {
    return switch (choice) {
      case REPEAT -> REPEAT;
      case ADD_NAME -> ADD_NAME;
      case REFLECT -> REFLECT;
    };
  }
}
