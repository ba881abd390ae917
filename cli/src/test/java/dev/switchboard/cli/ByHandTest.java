package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The commands that {@code serve --list NAME} shows are typed, and are answered. */
@Isolated // the usual ports, where the shell cannot have a network of its own
class ByHandTest {

  @Test
  void everyCommandOnAPageIsAnswered() throws Exception {
    Stream.of("nc", "od", "head").forEach(Needs::program);
    try (Shell shell = Shell.open()) {
      String serve =
          Switchboard.command("serve", "all").stream()
              .map(word -> "'" + word + "'")
              .collect(Collectors.joining(" "));
      shell.run(serve + " &", lines -> announced(lines) == 20);
      for (Entry entry : Catalogue.entries()) {
        for (String command : entry.byHand()) {
          if (!command.startsWith("telnet ")) { // which wants somebody who types
            Shell.Answer answer = shell.run(command, lines -> true);
            assertThat(answer.code()).as("%s: %s", command, answer.lines()).isZero();
            assertThat(String.join("\n", answer.lines())).as(command).matches(expected(command));
          }
        }
      }
    }
  }

  private static long announced(List<String> lines) {
    return lines.stream().filter(line -> line.endsWith("can reach it.")).count();
  }

  private static String expected(String command) {
    return switch (command) {
      case String it when it.endsWith(" 8820") -> "Hello Ada";
      case String it when it.endsWith(" 8821") -> "0002cy";
      case String it when it.endsWith(" 12000") -> "HELLO";
      case String it when it.endsWith(" 9998") -> "Hi we are connected!";
      case String it when it.endsWith(" 8888") -> "Hello Ali";
      case String it when it.endsWith(" 8822") -> "hello";
      case String it when it.endsWith(" 7007") -> "hello";
      case String it when it.endsWith(" 7009") -> "";
      case String it when it.endsWith(" 7019") -> "(?s).*"; // 0 to 512 characters
      default -> "(?s).+"; // the time, a quote, lines
    };
  }
}
