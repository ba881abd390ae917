package dev.switchboard.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Errors as people see them: one sentence, and an exit code. */
final class Complaint {

  private Complaint() {}

  static int of(Exception exception, CommandLine command, Console console) throws Exception {
    if (exception instanceof IOException) {
      console.say("switchboard: " + exception.getMessage());
      return ExitCode.FAILED;
    }
    if (exception instanceof IllegalArgumentException) {
      return usage(String.valueOf(exception.getMessage()), command, console);
    }
    throw exception; // a fault of ours, shown as it is
  }

  static int ofUsage(ParameterException exception, Console console) {
    int result = usage(String.valueOf(exception.getMessage()), exception.getCommandLine(), console);
    UnmatchedArgumentException.printSuggestions(exception, console.errWriter());
    return result;
  }

  private static int usage(String sentence, CommandLine command, Console console) {
    console.say("switchboard: " + sentence);
    console.say(
        "Try '" + command.getCommandSpec().qualifiedName() + " --help' for examples and options.");
    return ExitCode.USAGE;
  }
}
