package dev.switchboard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The README's fenced blocks, and the commands in them. */
final class Readme {

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  private Readme() {}

  /**
   * What stands between two fences.
   *
   * @param language the word behind the first fence
   * @param line where it begins, for a message
   */
  record Block(String language, int line, List<String> lines) {

    @Override
    public String toString() {
      return "line " + line + ": " + lines.getFirst();
    }
  }

  /** A command, and the output that is shown below it. */
  record Command(String words, List<String> output) {}

  static Path file() {
    return Home.path().resolve("README.md");
  }

  static List<Block> blocks(String language) throws IOException {
    return blocks().stream().filter(block -> block.language().equals(language)).toList();
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(file());
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(FENCE)) {
        int end = i + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        String language = lines.get(i).substring(FENCE.length());
        blocks.add(new Block(language, i + 1, lines.subList(i + 1, end)));
        i = end;
      }
    }
    return blocks;
  }

  static List<Command> commands(Block block) {
    List<Command> commands = new ArrayList<>();
    for (String line : block.lines()) {
      if (line.startsWith(PROMPT)) {
        commands.add(new Command(line.substring(PROMPT.length()), new ArrayList<>()));
      } else if (commands.isEmpty()) {
        throw new IllegalStateException("before the first command stands: " + line);
      } else {
        commands.getLast().output().add(line);
      }
    }
    return commands;
  }
}
