package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lectures' web client and web server: small ones in Python, against ours and nginx. */
class LectureWebTest {

  private static final String PAGE =
      "<!DOCTYPE html><title>Sockets</title><p>Hi, we are connected: zoë\n";

  @TempDir Path folder;

  private Child.Finished fetched(String url) throws Exception {
    return Child.run(LecturePrograms.PYTHON.words(folder, "fetch_client", url));
  }

  private LectureServer.Started server() throws Exception {
    return LectureServer.python("web_server", "fetch").start(folder);
  }

  @Test
  void ourFetchAndTheirServer() throws Exception {
    try (LectureServer.Started server = server()) {
      String url = "http://127.0.0.1:" + server.port();
      assertThat(Said.to("fetch", url)).isEqualTo(new Said(0, PAGE, ""));
      assertThat(Said.to("fetch", url + "/?a=b")).isEqualTo(new Said(0, PAGE, ""));
      assertThat(Said.to("fetch", "-I", url).out()).contains("200 OK\r\n", "Length: 67\r\n");
      assertThat(Said.to("fetch", "-f", url + "/x").err()).endsWith("404 Not Found.\n");
      assertThat(Said.to("fetch", "-i", "-d", "a=b", url).out()).startsWith("HTTP/1.1 501 ");
      Child.Finished command = Child.run(Switchboard.command("fetch", url));
      assertThat(command.out()).as("%s", command).isEqualTo(PAGE);
    }
  }

  @Test
  void theirServerAndARequestInPieces() throws Exception {
    try (LectureServer.Started server = server()) {
      for (String cuts : List.of("0", "17", "each")) {
        Child.Finished finished =
            Child.run(
                LecturePrograms.PYTHON.command(folder, "pieces", server.port(), "open", cuts),
                "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII));
        assertThat(finished.out()).as("%s", finished).endsWith("\r\n\r\n" + PAGE);
      }
      assertThat(Caller.say("127.0.0.1", server.port(), "hello\r\n\r\n"))
          .startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void theirClientAndNginx() throws Exception {
    Files.createDirectories(folder.resolve("root"));
    String page = "<p>zoë</p>\n".repeat(100_000);
    Files.writeString(folder.resolve("root/index.html"), page);
    try (Nginx nginx = Nginx.in(folder)) {
      assertThat(fetched(nginx.url("/")).out()).isEqualTo(page);
      assertThat(fetched("http://[::1]:" + nginx.port() + "/index.html").out()).isEqualTo(page);
      assertThat(fetched(nginx.url("/none")).err()).isEqualTo("fetch: HTTP/1.1 404 Not Found\n");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HTTP/1.0 200 OK~Content-Length: 3~~abc            | abc |
          HTTP/1.0 200 OK~~abc                              | abc |
          HTTP/1.0 200 OK~Content-Length: 4~~abc            | abc | fetch: the reply ends early: 3 bytes of 4
          HTTP/1.0 200 OK~Content-Length: 4                 |     | fetch: the reply ends in its head
          HTTP/1.1 200 OK~Transfer-Encoding: chunked~~0~~   |     | fetch: HTTP/1.0 has no chunks, and the server sends some
          HTTP/1.1 301 Moved~Location: /~~there             | there | fetch: HTTP/1.1 301 Moved
          Hi we are connected!                              |     | fetch: that is no web server, it says: 'Hi we are connected!'
          """)
  void theirClientAndReplies(String reply, String out, String err) throws Exception {
    try (Canned server = Canned.answering(Map.of("/", reply))) {
      Child.Finished finished = fetched(server.url() + "/");
      assertThat(finished.out()).isEqualTo(out == null ? "" : out);
      assertThat(finished.err()).isEqualTo(err == null ? "" : err + "\n");
      assertThat(finished.code()).isEqualTo(err == null ? 0 : 1);
      assertThat(server.request()).startsWith("GET / HTTP/1.0\r\nHost: 127.0.0.1:");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a/      | fetch: https://a/ does not begin with http:// and a host
          a               | fetch: a does not begin with http:// and a host
          http://a/zoë    | fetch: spaces and letters like ë are %20 and %C3%AB in a URL
          http://a:b/     | usage: python3 fetch_client.py http://HOST[:PORT]/PATH
          """)
  void whatIsNoUrl(String url, String err) throws Exception {
    Child.Finished finished = fetched(url);
    assertThat(finished.err()).isEqualTo(err + "\n");
    assertThat(finished.code()).isEqualTo(1);
  }
}
