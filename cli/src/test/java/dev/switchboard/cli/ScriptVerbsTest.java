package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.script.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code speak --script}, {@code speak --record} and {@code serve --script}, as processes. */
@ExtendWith(Served.class)
class ScriptVerbsTest {

  @TempDir Path folder;

  private String script(String name, String... lines) throws Exception {
    return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n").toString();
  }

  private static String port(Served.Servers servers, String service) {
    return ":" + servers.under("select").port(service);
  }

  @Test
  void aScriptIsPlayedAsTheClient(Served.Servers servers) throws Exception {
    String file = script("t.talk", "framing length:4", ">> cat", ">> EXIT", "<< c", "< end");
    Child.Finished finished = Switchboard.run("speak", port(servers, "acrostic"), "--script", file);
    assertThat(finished.err())
        .isEqualTo("t.talk: passed, 4 steps, tcp://" + port(servers, "acrostic") + "\n");
    assertThat(finished.out()).isEmpty();
    assertThat(finished.code()).isZero();
  }

  @Test
  void whatDiffersIsToldAndIsAFailure(Served.Servers servers) throws Exception {
    String good = script("good.talk", "> \"Ada\\n\"", "< \"Hello Ada\\n\"");
    String bad = script("bad.talk", "> \"Ada\\n\"", "< \"Hello Eve\\n\"");
    Child.Finished finished =
        Switchboard.run(
            "speak", "hello", port(servers, "hello"), "--script", bad, "--script", good);
    assertThat(finished.err())
        .startsWith("bad.talk, line 2: wrong: other bytes came (tcp://:")
        .contains("^ byte 7 of 10: expected 45 \"E\", got 41 \"A\"\n", "\ngood.talk: passed, ");
    assertThat(finished.code()).isEqualTo(1);
  }

  @Test
  void aScriptOverUdpNeedsNoOtherWord(Served.Servers servers) throws Exception {
    String file = script("u.talk", "over udp", "> \"a\"", "< \"A\"");
    String port = ":" + servers.under("select").port("upper", Endpoint.Udp.class);
    assertThat(Switchboard.run("speak", port, "--script", file).code()).isZero();
  }

  @Test
  void whatIsWrongWithAScriptIsToldBeforeAnythingIsSaid() throws Exception {
    String broken = script("broken.talk", "> \"hel");
    Said said = Said.to("speak", ":1", "--script", broken);
    assertThat(said.err()).startsWith("switchboard: broken.talk:1:7: expected a closing quote \"");
    assertThat(said.code()).isEqualTo(2);
    assertThat(Said.to("speak", ":1", "--script", folder.resolve("none").toString()).err())
        .endsWith("none: there is no such file.\n");
    String udp = script("udp.talk", "over udp", "> \"a\"");
    assertThat(Said.to("speak", "tcp://:1", "--script", udp).err())
        .contains("-u means UDP, and tcp://");
    String nowhere = script("nowhere.talk", "> \"a\"");
    assertThat(Said.to("speak", "--script", nowhere).err())
        .contains("play nowhere.talk to whom? Name an endpoint, or say 'service NAME'");
    assertThat(Said.to("speak", ":1", "--script", nowhere, "--hex").code()).isEqualTo(2);
  }

  @Test
  void whatIsSaidIsRecordedAndCanBeSaidAgain(Served.Servers servers) throws Exception {
    Path file = folder.resolve("r.talk");
    String hello = port(servers, "hello");
    Child.Finished finished =
        Child.run(
            Switchboard.command("speak", "hello", hello, "--record", file.toString()),
            "Ada\n".getBytes(UTF_8));
    assertThat(finished.out()).as("%s", finished).isEqualTo("Hello Ada\n");
    String text = Files.readString(file);
    assertThat(text)
        .startsWith("# recorded ")
        .contains("\nover tcp\nservice hello\n> \"Ada\\n\"\n")
        .contains("\n< \"Hello Ada\\n\"\n");
    // Its own end is in it only if that was sent before the server's end came.
    assertThat(Script.read(file).steps()).hasSizeBetween(3, 4);
    Child.Finished again = Switchboard.run("speak", "hello", hello, "--script", file.toString());
    assertThat(again.code()).as("%s", again).isZero();
  }

  @Test
  void messagesAndPacketsAreRecordedToo(Served.Servers servers) throws Exception {
    Path words = folder.resolve("words.talk");
    Child.run(
        Switchboard.command(
            "speak", "acrostic", port(servers, "acrostic"), "--record", words.toString()),
        "cat\ndog\nEXIT\n".getBytes(UTF_8));
    assertThat(Files.readString(words))
        .contains("framing length:4\n", "> \"0003cat\"\n", "< \"0002cd\"\n");
    Path packets = folder.resolve("packets.talk");
    String udp = "udp://:" + servers.under("select").port("upper", Endpoint.Udp.class);
    Child.run(
        Switchboard.command("speak", "upper", udp, "--record", packets.toString()),
        "one\ntwo\n".getBytes(UTF_8));
    assertThat(Files.readString(packets))
        .contains("over udp\n", "> \"one\"\n", "> \"two\"\n", "< \"ONE\"\n");
    assertThat(Switchboard.run("speak", udp, "--script", packets.toString()).code()).isZero();
  }

  @Test
  void whatCannotBeRecordedIsSaidBeforeAnythingElse(Served.Servers servers) throws Exception {
    Child.Finished finished =
        Switchboard.run(
            "speak", port(servers, "hello"), "--record", folder.resolve("no/r.talk").toString());
    assertThat(finished.err())
        .isEqualTo(
            "switchboard: Cannot record into " + folder.resolve("no/r.talk") + ": no such file.\n");
    assertThat(finished.code()).isEqualTo(1);
  }

  @Test
  void eventsOfAClientAreJsonAsPublished(Served.Servers servers) throws Exception {
    Child.Finished finished =
        Child.run(
            Switchboard.command("speak", "hello", port(servers, "hello"), "--json"),
            "Ada\n".getBytes(UTF_8));
    Schema schema = Schema.of("events.schema.json");
    assertThat(finished.out()).isEqualTo("Hello Ada\n");
    assertThat(finished.err().lines().map(schema::accept).map(line -> line.get("event").asString()))
        .startsWith("connected", "sent")
        .contains("received", "peerFinished")
        .last()
        .isEqualTo("ended");
    JsonNode first = Schema.read(finished.err().lines().findFirst().orElseThrow());
    assertThat(first.has("server")).isFalse();
  }

  // ---- serve --script ----

  @Test
  void aScriptIsServedToRealClients() throws Exception {
    String nc = Needs.program("nc");
    String file =
        script(
            "order.talk",
            "framing line",
            "> \"tea\\n\"",
            "< \"with milk?\\n\"",
            "> \"no\\n\"",
            "< \"here you are\\n\"",
            "< end");
    try (Switchboard served = Switchboard.start(1, "serve", "--script", file, ":0")) {
      String port = Integer.toString(served.port("order.talk"));
      for (int i = 1; i <= 2; i++) {
        Child.Finished client =
            Child.run(java.util.List.of(nc, "127.0.0.1", port), "tea\nno\n".getBytes(UTF_8));
        assertThat(client.out()).isEqualTo("with milk?\nhere you are\n");
        int times = i;
        served
            .err()
            .await(
                "a report",
                text -> text.split("order.talk: passed, 5 steps", -1).length == times + 1);
      }
      Child.Finished other =
          Child.run(java.util.List.of(nc, "127.0.0.1", port), "coffee\n".getBytes(UTF_8));
      assertThat(other.out()).isEmpty();
      served.err().await("order.talk, line 2: wrong: other bytes came");
      served.err().await("byte 1 of 4: expected 74 \"t\", got 63 \"c\"");
      assertThat(served.stop().code()).isZero();
    }
  }

  @Test
  void theServiceOfAScriptSaysWhereAndMistakesAreUsage() throws Exception {
    String file = script("s.talk", "> \"a\"", "< \"b\"");
    assertThat(Said.to("serve", "--script", file).err())
        .contains("serve s.talk where? Name an endpoint");
    assertThat(Said.to("serve", "--script", file, "udp://:0").err())
        .contains("s.talk is over tcp, and udp://");
    assertThat(Said.to("serve", "--script", file, ":0", "--framing", "line").err())
        .contains("--framing is said in the script");
    String strange = script("x.talk", "service strange", "> \"a\"");
    assertThat(Said.to("serve", "--script", strange).err()).contains("which is no service of ours");
  }

  @Test
  void bothSidesOfOneScriptPlayItTogether() throws Exception {
    String file =
        script("both.talk", "over udp", "> \"one\"", "< \"two\"", "> \"three\"", "< \"four\"");
    try (Switchboard served = Switchboard.start(1, "serve", "--script", file, "0")) {
      String port = ":" + served.port("both.talk", Endpoint.Udp.class);
      assertThat(Switchboard.run("speak", port, "--script", file).code()).isZero();
      served.err().await("both.talk: passed, 4 steps");
    }
  }
}
