package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code fetch} says on which stream, with which exit code, and what it asks for. */
class FetchTest {

  private static final String HELLO =
      "HTTP/1.1 200 OK~Content-Type: text/plain~Content-Length: 6~~hello\n…";

  @TempDir Path folder;

  @Test
  void theBodyAloneIsOnStdout() throws Exception {
    try (Canned server = Canned.answering(HELLO)) {
      assertThat(Said.to("fetch", server.url() + "/")).isEqualTo(new Said(0, "hello\n", ""));
      assertThat(Said.to("fetch", ":" + server.port())).isEqualTo(new Said(0, "hello\n", ""));
    }
  }

  @Test
  void verboseShowsWhatWasSentAndTheHeadThatCame() throws Exception {
    try (Canned server = Canned.answering(HELLO)) {
      Said said = Said.to("fetch", "-v", server.url());
      assertThat(said.out()).isEqualTo("hello\n");
      assertThat(said.err())
          .matches(
              "\\* connected to tcp://127\\.0\\.0\\.1:\\d+ from tcp://127\\.0\\.0\\.1:\\d+\n(?s).*")
          .endsWith(
              """
              > GET / HTTP/1.1
              > Host: 127.0.0.1:%d
              > User-Agent: switchboard/0.1.0
              > Accept: */*
              > Connection: close
              >
              < HTTP/1.1 200 OK
              < Content-Type: text/plain
              < Content-Length: 6
              <
              """
                  .formatted(server.port()));
    }
  }

  /** A server must not move the cursor of whoever looks. */
  @Test
  void verboseEscapesWhatWouldControlATerminal() throws Exception {
    try (Canned server =
        Canned.answering("HTTP/1.1 200 \u001b[2J~A: \u00c3\u00a9~B: \u00e9\u009b~~")) {
      assertThat(Said.to("fetch", "-v", server.url()).err())
          .contains("< HTTP/1.1 200 \\x1b[2J\n", "< A: é\n", "< B: é\\x9b\n");
    }
  }

  @Test
  void headsComeToStdoutOnRequest() throws Exception {
    try (Canned server = Canned.answering(HELLO)) {
      String head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 6\r\n\r\n";
      assertThat(Said.to("fetch", "-i", server.url())).isEqualTo(new Said(0, head + "hello\n", ""));
      assertThat(Said.to("fetch", "-si", server.url()).out()).isEqualTo(head + "hello\n");
    }
    try (Canned server = Canned.answering("HTTP/1.1 200 OK~Content-Length: 6~~…")) {
      assertThat(Said.to("fetch", "-I", server.url()).out())
          .isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
      assertThat(server.request()).startsWith("HEAD / HTTP/1.1\r\n");
    }
  }

  @Test
  void aStatusIsNoFailureUnlessItIsToBeOne() throws Exception {
    try (Canned server = Canned.answering("HTTP/1.1 500 Oh No~~sorry")) {
      assertThat(Said.to("fetch", server.url())).isEqualTo(new Said(0, "sorry", ""));
      assertThat(Said.to("fetch", "--fail", server.url()))
          .isEqualTo(
              new Said(1, "", "switchboard: " + server.url() + "/: the server says 500 Oh No.\n"));
      assertThat(Said.to("fetch", "-sf", server.url())).isEqualTo(new Said(1, "", ""));
      assertThat(Said.to("fetch", "-sSf", server.url()).err()).endsWith("says 500 Oh No.\n");
    }
  }

  @Test
  void aRedirectIsFollowedOnRequestElsePointedOut() throws Exception {
    try (Canned server =
        Canned.answering(
            Map.of("/a", "HTTP/1.1 302 Found~Location: /~Content-Length: 2~~no", "/", HELLO))) {
      assertThat(Said.to("fetch", server.url() + "/a"))
          .isEqualTo(
              new Said(0, "no", "switchboard: the server says 302 Found, to /; -L goes there.\n"));
      assertThat(Said.to("fetch", "-s", server.url() + "/a")).isEqualTo(new Said(0, "no", ""));
      assertThat(Said.to("fetch", "-L", server.url() + "/a")).isEqualTo(new Said(0, "hello\n", ""));
      Said verbose = Said.to("fetch", "-Lv", server.url() + "/a");
      assertThat(verbose.err())
          .containsSubsequence(
              "* connected",
              "> GET /a",
              "< HTTP/1.1 302",
              "* redirected to " + server.url() + "/\n",
              "* connected",
              "> GET / ",
              "< HTTP/1.1 200");
    }
  }

  @Test
  void redirectsEndSomewhere() throws Exception {
    String away = "HTTP/1.1 302 Found~Location: ";
    try (Canned server =
        Canned.answering(
            Map.of(
                "/a",
                away + "/b~~",
                "/b",
                away + "/a~~",
                "/1",
                away + "/2~~",
                "/2",
                away + "/3~~",
                "/tls",
                away + "ftp://h/~~"))) {
      assertFailure(
          Said.to("fetch", "-L", server.url() + "/a"),
          "Redirects lead in a circle: GET U/a → GET U/b → GET U/a."
              .replace("U/", server.url() + "/"));
      assertFailure(
          Said.to("fetch", "-L", "--max-redirs", "1", server.url() + "/1"),
          "U/2: redirects on, to U/3, and as many were followed as are allowed: 1; allow more if it is no trap."
              .replace("U/", server.url() + "/"));
      assertFailure(
          Said.to("fetch", "-L", server.url() + "/tls"),
          "U/tls: redirects to where fetch cannot go: 'ftp://h/' is no URL for fetch: fetch speaks http and https alone, not ftp."
              .replace("U/", server.url() + "/"));
    }
  }

  private static void assertFailure(Said said, String sentence) {
    assertThat(said).isEqualTo(new Said(1, "", "switchboard: " + sentence + "\n"));
  }

  @Test
  void whatCameBeforeAnEarlyEndGoesOut() throws Exception {
    try (Canned server = Canned.answering("HTTP/1.1 200 OK~Content-Length: 9~~half")) {
      assertThat(Said.to("fetch", server.url()))
          .isEqualTo(
              new Said(
                  1,
                  "half",
                  "switchboard: "
                      + server.url()
                      + "/: the reply ended early, after 4 of 9 bytes of the body; the server gave"
                      + " up, or miscounted.\n"));
    }
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    try (Canned server = Canned.answering("…")) {
      assertThat(Said.to("fetch", "-w", "200ms", "--connect-timeout", "60", server.url()).err())
          .contains("nothing came for 0.2 s, after no byte of a reply");
      Said said = Said.to("fetch", "-m", "300ms", server.url());
      assertThat(said.err()).contains("not done within 0.3 s");
      assertThat(said.code()).isEqualTo(1);
    }
  }

  @Test
  void whatIsOddIsRemarkedUpon() throws Exception {
    try (Canned server =
        Canned.answering(
            "HTTP/1.1 200 OK~Content-Length: 9~Transfer-Encoding: chunked~~2~ok~0~~")) {
      assertThat(Said.to("fetch", server.url()))
          .isEqualTo(
              new Said(
                  0,
                  "ok",
                  "switchboard: The reply has both Transfer-Encoding: chunked and Content-Length: 9;"
                      + " chunked counts (RFC 9112, 6.3).\n"));
    }
  }

  @Test
  void aFileTakesTheBodyAndIsLeftAloneWhereNothingCame() throws Exception {
    Path file = folder.resolve("page");
    try (Canned server =
        Canned.answering(Map.of("/", HELLO, "/no", "HTTP/1.1 404 Not Found~~", "/cut", ""))) {
      assertThat(Said.to("fetch", "-o", file.toString(), server.url()))
          .isEqualTo(new Said(0, "", ""));
      assertThat(file).hasContent("hello\n");
      assertThat(Said.to("fetch", "-fo", file.toString(), server.url() + "/no").code())
          .isEqualTo(1);
      assertThat(Said.to("fetch", "-o", file.toString(), server.url() + "/cut").code())
          .isEqualTo(1);
      assertThat(file).hasContent("hello\n");
      assertThat(Said.to("fetch", "-o", file.toString(), server.url() + "/no").code()).isZero();
      assertThat(file).isEmptyFile();
      assertThat(Said.to("fetch", "-o", folder.toString(), server.url()).err())
          .startsWith("switchboard: Cannot write " + folder + ": ");
      assertThat(Said.to("fetch", "-o", "-", server.url()).out()).isEqualTo("hello\n");
    }
  }

  @Test
  void aUnixSocketIsDialledOnRequest() throws Exception {
    Path socket = folder.resolve("s");
    try (Canned server = Canned.on(Endpoint.unix(socket.toString()), HELLO)) {
      Said said = Said.to("fetch", "-v", "--unix-socket", socket.toString(), "http://there/");
      assertThat(said.out()).isEqualTo("hello\n");
      assertThat(said.err()).startsWith("* connected to unix:" + socket + "\n");
      assertThat(server.request()).contains("\r\nHost: there\r\n");
    }
    assertThat(Said.to("fetch", "--unix-socket", socket.toString(), "h").err())
        .contains("Cannot connect to unix:" + socket);
  }

  // ---- the request ----

  private static String asked(String... options) throws Exception {
    try (Canned server = Canned.answering(HELLO)) {
      String[] words = new String[options.length + 2];
      words[0] = "fetch";
      System.arraycopy(options, 0, words, 1, options.length);
      words[words.length - 1] = server.url();
      assertThat(Said.to(words)).isEqualTo(new Said(0, "hello\n", ""));
      return server.request();
    }
  }

  @Test
  void aFormIsPosted() throws Exception {
    assertThat(asked("-d", "name=Ada", "-d", "x=1"))
        .startsWith("POST / HTTP/1.1\r\n")
        .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
        .contains("\r\nContent-Length: 12\r\n")
        .endsWith("\r\n\r\nname=Ada&x=1");
    assertThat(asked("-X", "PUT", "-H", "content-type: text/plain", "-d", "é"))
        .startsWith("PUT / ")
        .contains("\r\ncontent-type: text/plain\r\n", "\r\nContent-Length: 2\r\n")
        .doesNotContain("urlencoded");
  }

  @Test
  void aFileIsPostedWithItsLineEndsOrWithout() throws Exception {
    Path file = Files.writeString(folder.resolve("form"), "a=b\r\n&c=d\n");
    assertThat(asked("-d", "@" + file)).endsWith("\r\n\r\na=b&c=d");
    assertThat(asked("--data-binary", "@" + file)).endsWith("\r\n\r\na=b\r\n&c=d\n");
    assertThat(asked("--data-binary", "")).startsWith("POST / ").contains("Content-Length: 0\r\n");
    assertFailure(
        Said.to("fetch", "-d", "@" + folder.resolve("none"), "h"),
        "Cannot read the data to send from " + folder.resolve("none") + ": no such file.");
  }

  @Test
  void headerFieldsAreAddedReplacedAndLeftAway() throws Exception {
    assertThat(asked("-H", "X-A: 1", "-H", "Accept:", "-H", "host: other", "-H", "X-B;"))
        .isEqualTo(
            """
            GET / HTTP/1.1\r
            User-Agent: switchboard/0.1.0\r
            Connection: close\r
            X-A: 1\r
            host: other\r
            X-B:\r
            \r
            """);
  }
}
