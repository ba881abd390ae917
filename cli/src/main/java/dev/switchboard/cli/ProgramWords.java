package dev.switchboard.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Takes the words behind {@code --} aside before any of them is looked at, where {@code exec}
 * stands before it: they are a program and its arguments, not ours.
 */
final class ProgramWords implements IParameterPreprocessor {

  private static final String MARK = "--";

  @Override
  @SuppressWarnings("JdkObsolete") // picocli has it as a stack, with the first word on top
  public boolean preprocess(
      Stack<String> words,
      CommandSpec command,
      @Nullable ArgSpec argument,
      Map<String, Object> info) {
    int mark = words.lastIndexOf(MARK);
    boolean exec = mark >= 0 && words.subList(mark + 1, words.size()).contains(ProgramServing.EXEC);
    if (exec && command.userObject() instanceof Serve serve) {
      List<String> behind = new ArrayList<>(words.subList(0, mark).reversed());
      words.subList(0, mark + 1).clear();
      serve.command = behind;
    }
    return false; // the rest is read as usual
  }
}
