package dev.switchboard.cli;

import dev.switchboard.model.NotStartedException;
import java.io.IOException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as people see them: one sentence, and an exit code. */
final class Complaint {

  private Complaint() {}

  static int of(Exception exception, CommandLine command, Console console) throws Exception {
    if (exception instanceof IOException) {
      console.say("switchboard: " + exception.getMessage());
      return exception instanceof NotStartedException ? ExitCode.NOT_STARTED : ExitCode.FAILED;
    }
    if (exception instanceof IllegalArgumentException) {
      return usage(String.valueOf(exception.getMessage()), command, console);
    }
    throw exception; // a fault of ours, shown as it is
  }

  static int ofUsage(ParameterException exception, Console console) {
    CommandLine command = exception.getCommandLine();
    if (exception instanceof UnmatchedArgumentException unmatched
        && !command.getSubcommands().isEmpty()
        && !unmatched.isUnknownOption()) {
      return usage(noVerb(unmatched.getUnmatched().getFirst(), command), command, console);
    }
    int result = usage(String.valueOf(exception.getMessage()), command, console);
    UnmatchedArgumentException.printSuggestions(exception, console.errWriter());
    return result;
  }

  private static String noVerb(String word, CommandLine command) {
    String verbs =
        command.getSubcommands().values().stream()
            .map(CommandLine::getCommandSpec)
            .filter(verb -> !verb.usageMessage().hidden())
            .map(CommandSpec::name)
            .collect(Collectors.joining(", "));
    return "no verb is called '" + word + "'; there are " + verbs;
  }

  private static int usage(String sentence, CommandLine command, Console console) {
    console.say("switchboard: " + sentence);
    console.say(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for examples and options.");
    return ExitCode.USAGE;
  }
}
