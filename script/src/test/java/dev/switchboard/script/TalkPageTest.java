package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/talk.md do what the page says. */
class TalkPageTest {

  private static final Path PAGE =
      Path.of(System.getProperty("switchboard.home", ".."), "docs/talk.md");

  private static final Map<String, Service> SERVICES =
      Map.of(
          "upper", Service.replying(text -> text.toUpperCase(Locale.ROOT)),
          "echo", Service.replyingFrames(frame -> frame),
          "daytime", peer -> new Daytime());

  /** Speaks first. */
  private static final class Daytime implements Conversation {
    @Override
    public void opened(Outbox outbox) {
      outbox.send("Sat Nov 21 04:44:00 2026\r\n");
      outbox.close();
    }

    @Override
    public void received(Frame frame, Outbox outbox) {}
  }

  /** What stands between two fences, and the words behind the first one. */
  record Block(String words, String text) {

    Service service() {
      return Objects.requireNonNull(SERVICES.get(words.substring(words.indexOf(' ') + 1)));
    }

    Script script() {
      return Script.parse("example.talk", text);
    }

    @Override
    public String toString() {
      return words + ": " + text.lines().findFirst().orElse("");
    }
  }

  private static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    List<String> lines = Files.readAllLines(PAGE);
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        int from = i + 1;
        int to = from;
        while (!lines.get(to).equals("```")) {
          to++;
        }
        blocks.add(
            new Block(
                lines.get(i).substring(3), String.join("\n", lines.subList(from, to)) + "\n"));
        i = to;
      }
    }
    return blocks;
  }

  static Stream<Block> examples() throws IOException {
    return blocks().stream().filter(block -> block.words().startsWith("talk "));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theExamplesPass(Block block) {
    assertThat(block.script().inMemory(block.service())).matches(Report::passed, "passed");
  }

  @Test
  void theFailureReadsAsThePageShowsIt() throws IOException {
    Block shown = following("talk-fails upper");
    Block example = first("talk-fails upper");
    assertThat(example.script().inMemory(example.service())).hasToString(shown.text());
  }

  @Test
  void theErrorReadsAsThePageShowsIt() throws IOException {
    String shown = following("talk-error").text().stripTrailing();
    Block example = first("talk-error");
    assertThatThrownBy(example::script).hasMessage(shown);
  }

  private static Block first(String words) throws IOException {
    return blocks().stream().filter(block -> block.words().equals(words)).findFirst().orElseThrow();
  }

  private static Block following(String words) throws IOException {
    List<Block> blocks = blocks();
    return blocks.get(blocks.indexOf(first(words)) + 1);
  }

  @Test
  void everyActAndHeadingOfTheReaderIsOnThePage() throws IOException {
    assertThat(Files.readString(PAGE))
        .contains("`open`", "`end`", "`close`", "`reset`", "`nothing ", "`wait ", "`over tcp`")
        .contains("`framing ", "`service ", "`within ", "`limit ");
  }
}
