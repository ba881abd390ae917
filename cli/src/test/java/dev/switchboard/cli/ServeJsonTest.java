package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** {@code --json}, as a program reads it from the command. */
class ServeJsonTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "under {0}")
  @MethodSource("dev.switchboard.cli.Served#models")
  void tellsWhatHappensOneObjectALine(String model) throws Exception {
    try (Switchboard server =
        Switchboard.serve("hello", "127.0.0.1:0", "--model", model, "--json")) {
      int port = server.port("hello");
      assertThat(Caller.say("127.0.0.1", port, "Ada\r\n")).isEqualTo("Hello Ada\r\n");
      server.child().out().await("\"ended\"");
      List<JsonNode> lines = accepted(server.stop().out());
      assertThat(
              lines.stream()
                  .map(line -> line.get("event").asString())
                  .filter(event -> !event.equals("handedOver")) // under processes alone
                  .distinct())
          .containsExactlyInAnyOrder(
              "listening",
              "accepted",
              "received",
              "sent",
              "finished",
              "peerFinished",
              "ended",
              "suspended",
              "stopped");
      assertThat(lines.getFirst().get("event").asString()).isEqualTo("listening");
      assertThat(lines.getFirst().get("endpoints").toString())
          .isEqualTo("[\"tcp://127.0.0.1:" + port + "\"]");
      assertThat(lines.getFirst().get("model").asString()).isEqualTo(model);
      assertThat(one(lines, "received").get("text").asString()).isEqualTo("Ada\r\n");
      assertThat(one(lines, "sent").get("text").asString()).isEqualTo("Hello Ada\r\n");
      assertThat(one(lines, "ended").get("ending").asString()).isEqualTo("closedByUs");
    }
  }

  /** A machine that stands still is taken for a service that holds its loop. */
  private static List<JsonNode> accepted(String out) throws Exception {
    Schema schema = Schema.of("events.schema.json");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.lines().toList()) {
      JsonNode read = schema.accept(line);
      if (!read.get("event").asString().equals("loopHeld")) {
        lines.add(read);
      }
    }
    return lines;
  }

  private static JsonNode one(List<JsonNode> lines, String event) {
    List<JsonNode> found =
        lines.stream().filter(line -> line.get("event").asString().equals(event)).toList();
    assertThat(found).as(event).hasSize(1);
    return found.getFirst();
  }

  /** A service on TCP and on UDP is two servers, and each line says which. */
  @Test
  void everyServerIsToldBeforeAnythingElse() throws Exception {
    try (Switchboard server =
        Switchboard.start(3, "serve", "upper", "0", "udp://:0", "hello", "0", "--json")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada")).isEqualTo("Hello Ada");
      server.child().out().await("\"ended\"");
      List<JsonNode> lines = accepted(server.stop().out());
      for (int i = 0; i < 3; i++) {
        assertThat(lines.get(i).get("event").asString()).isEqualTo("listening");
        assertThat(lines.get(i).get("server").asInt()).isEqualTo(i + 1);
      }
      assertThat(lines.get(1).get("endpoints").get(0).asString()).startsWith("udp://");
      assertThat(one(lines, "accepted").get("server").asInt()).isEqualTo(3);
    }
  }

  /** Words for people stay on the other stream. */
  @Test
  void wordsAndJsonGoTogether() throws Exception {
    try (Switchboard server = Switchboard.serve("echo", "127.0.0.1:0", "--json", "-v")) {
      assertThat(Caller.say("127.0.0.1", server.port("echo"), "x")).isEqualTo("x");
      server.err().await("#1 ended");
      server.child().out().await("\"ended\"");
      Child.Finished finished = server.stop();
      assertThat(accepted(finished.out())).isNotEmpty();
      assertThat(finished.err()).contains("echo #1 > \"x\"").doesNotContain("{");
    }
  }

  @Test
  void theListIsAsPublished() throws Exception {
    Schema schema = Schema.of("services.schema.json");
    Said all = Said.to("serve", "--list", "--json");
    List<String> lines = all.out().lines().toList();
    assertThat(lines).hasSize(Catalogue.entries().size());
    for (int i = 0; i < lines.size(); i++) {
      Entry entry = Catalogue.entries().get(i);
      JsonNode read = schema.accept(lines.get(i));
      assertThat(read.get("service").asString()).isEqualTo(entry.name());
      assertThat(read.get("talks").size()).isEqualTo(entry.schemes().size());
    }
    assertThat(Said.to("serve", "--list", "name", "--json").out())
        .isEqualTo(lines.get(5) + "\n")
        .contains("\"options\":[\"--add-name\"]");
  }

  /** What makes JSON takes longer to load than the rest of a start. */
  @Test
  void withoutItNothingOfJacksonIsLoaded() throws Exception {
    Path log = folder.resolve("classes");
    List<String> command = new ArrayList<>(Switchboard.command("serve", "--list"));
    command.add(1, "-Xlog:class+load:file=" + log);
    assertThat(Child.run(command).code()).isZero();
    assertThat(Files.readString(log))
        .contains("dev.switchboard.services.Catalogue")
        .doesNotContain("tools.jackson");
    assertServesWithoutJackson(log);
  }

  private static void assertServesWithoutJackson(Path log) throws Exception {
    List<String> command = new ArrayList<>(Switchboard.command("serve", "hello", "0", "-v"));
    command.add(1, "-Xlog:class+load:file=" + log);
    try (Child server = Child.start(command)) {
      server.err().await("can reach it.");
      server.signal("TERM");
      server.await();
    }
    assertThat(Files.readString(log))
        .contains("dev.switchboard.cli.Audience")
        .doesNotContain("tools.jackson");
  }
}
