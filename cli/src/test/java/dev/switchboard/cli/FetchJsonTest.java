package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code fetch --json} prints what its published schema says. */
class FetchJsonTest {

  private static final String SCHEMA = "fetch.schema.json";

  @TempDir Path folder;

  private static JsonNode valid(Said said) throws Exception {
    assertThat(said.out().lines()).hasSize(1);
    JsonNode document = Schema.read(said.out());
    assertThat(Schema.of(SCHEMA).errors(said.out())).as(said.out()).isEmpty();
    return document;
  }

  @Test
  void aWholeJourneyIsInIt() throws Exception {
    try (Canned server =
        Canned.answering(
            Map.of(
                "/a", "HTTP/1.1 103 Early Hints~Link: x~~HTTP/1.1 302 Found~Location: /~~",
                "/",
                    "HTTP/1.1 200 OK~Set-Cookie: a~Set-Cookie: b~Transfer-Encoding: chunked~~3~\u00c3\u00a9!~0~Sum: 1~~"))) {
      Said said = Said.to("fetch", "--json", "-L", server.url() + "/a");
      assertThat(said.code()).isZero();
      assertThat(said.err()).isEmpty();
      JsonNode all = valid(said);
      assertThat(all.get("url").asString()).isEqualTo(server.url() + "/a");
      assertThat(all.get("status").intValue()).isEqualTo(200);
      assertThat(all.get("headers").toString())
          .isEqualTo(
              "[[\"Set-Cookie\",\"a\"],[\"Set-Cookie\",\"b\"],[\"Transfer-Encoding\",\"chunked\"]]");
      assertThat(all.get("body").toString()).isEqualTo("{\"length\":3,\"text\":\"é!\"}");
      assertThat(all.get("hops")).hasSize(2);
      assertThat(all.get("hops").get(0).get("status").intValue()).isEqualTo(302);
      assertThat(all.get("hops").get(0).get("interim").get(0).get("status").intValue())
          .isEqualTo(103);
      assertThat(all.get("hops").get(1).get("url").asString()).isEqualTo(server.url() + "/");
      assertThat(all.get("hops").get(1).get("trailers").toString()).isEqualTo("[[\"Sum\",\"1\"]]");
    }
  }

  @Test
  void bytesThatAreNoTextAreInBase64AndAFileTakesThemAway() throws Exception {
    Path file = folder.resolve("body");
    try (Canned server = Canned.answering("HTTP/1.1 200 OK~~\u00ff\u00fe")) {
      assertThat(valid(Said.to("fetch", "--json", server.url())).get("body").toString())
          .isEqualTo("{\"length\":2,\"base64\":\"//4=\"}");
      Said said = Said.to("fetch", "--json", "-o", file.toString(), server.url());
      assertThat(valid(said).get("body").toString()).isEqualTo("{\"length\":2}");
      assertThat(file).hasBinaryContent(new byte[] {(byte) 0xff, (byte) 0xfe});
    }
  }

  @Test
  void aFailureIsInItWithWhatHadCome() throws Exception {
    try (Canned server = Canned.answering("HTTP/1.1 200 OK~Content-Length: 9~~half")) {
      String url = server.url();
      Said said = Said.to("fetch", "--json", url);
      assertThat(said.code()).isEqualTo(1);
      JsonNode all = valid(said);
      assertThat(all.get("error").asString()).contains("after 4 of 9 bytes of the body");
      assertThat(all.get("body").get("text").asString()).isEqualTo("half");
      assertThat(said.err()).isEqualTo("switchboard: " + all.get("error").asString() + "\n");
      JsonNode failed = valid(Said.to("fetch", "--json", "--fail", url + "/none"));
      assertThat(failed.get("status").intValue()).isEqualTo(404);
      assertThat(failed.has("body")).isFalse();
    }
    // Port 1, on which nobody listens; a port that was free a moment ago is another test's by now.
    JsonNode refused = valid(Said.to("fetch", "--json", "127.0.0.1:1"));
    assertThat(refused.get("error").asString()).startsWith("Cannot connect to tcp://127.0.0.1:");
    assertThat(refused.get("hops")).isEmpty();
  }

  @Test
  void remarksAreInIt() throws Exception {
    try (Canned server = Canned.answering("HTTP/1.1 200 OK~Content-Length: 1~~xyz…")) {
      assertThat(valid(Said.to("fetch", "-s", "--json", server.url())).get("remarks")).hasSize(1);
    }
  }

  /** So that the tests above can fail. */
  @Test
  void theSchemaRefusesWhatItDoesNotDescribe() throws Exception {
    Schema schema = Schema.of(SCHEMA);
    String right = "{\"url\":\"u\",\"method\":\"GET\",\"hops\":[],\"totalMillis\":1}";
    assertThat(schema.errors(right)).isEmpty();
    for (String wrong :
        new String[] {
          right.replace("\"url\":\"u\",", ""),
          right.replace("\"u\"", "7"),
          right.replace("\"hops\":[]", "\"hops\":[{}]"),
          right.replace("1}", "-1}"),
          right.replace("1}", "1,\"status\":99}"),
          right.replace("1}", "1,\"more\":0}"),
          right.replace("1}", "1,\"headers\":[[\"a\"]]}"),
          right.replace("1}", "1,\"body\":{\"length\":1.5}}")
        }) {
      assertThat(schema.errors(wrong)).as(wrong).isNotEmpty();
    }
  }
}
