package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against servers of other hands: nginx, and the one that comes with Python. */
class FetchRealServersTest {

  private static final long LARGE = 256L << 20;

  private static final String PYTHON =
      """
      import http.server, sys
      class Handler(http.server.SimpleHTTPRequestHandler):
          protocol_version = 'HTTP/1.' + sys.argv[1]
          def log_message(self, *args): pass
      with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler) as server:
          print(server.server_port, flush=True)
          server.serve_forever()
      """;

  @TempDir static Path folder;

  private static Nginx nginx;

  @BeforeAll
  static void start() throws Exception {
    Path root = Files.createDirectories(folder.resolve("root"));
    Files.writeString(root.resolve("index.html"), "<p>hello</p>\n");
    Files.writeString(root.resolve("chunked.html"), "<p>hello</p>\n".repeat(10_000));
    try (RandomAccessFile large = new RandomAccessFile(root.resolve("large").toFile(), "rw")) {
      large.setLength(LARGE); // a hole: it takes no room
    }
    nginx = Nginx.in(folder);
  }

  @AfterAll
  static void stop() {
    if (nginx != null) {
      nginx.close();
    }
  }

  @Test
  void nginxWithALength() {
    assertThat(Said.to("fetch", nginx.url("/"))).isEqualTo(new Said(0, "<p>hello</p>\n", ""));
    String six = "http://[::1]:" + nginx.port() + "/index.html";
    assertThat(Said.to("fetch", six)).isEqualTo(new Said(0, "<p>hello</p>\n", ""));
    assertThat(Said.to("fetch", "--unix-socket", folder.resolve("s").toString(), "h"))
        .isEqualTo(new Said(0, "<p>hello</p>\n", ""));
    assertThat(Said.to("fetch", "-I", nginx.url("/")).out())
        .startsWith("HTTP/1.1 200 OK\r\nServer: nginx")
        .contains("\r\nContent-Length: 13\r\n");
    assertThat(Said.to("fetch", "-i", nginx.url("/empty")).out())
        .startsWith("HTTP/1.1 204 No Content\r\n");
  }

  @Test
  void nginxInChunks() {
    Said said = Said.to("fetch", "-v", nginx.url("/chunked.html"));
    assertThat(said.out()).isEqualTo("<p>hello</p>\n".repeat(10_000));
    assertThat(said.err()).contains("< Transfer-Encoding: chunked\n");
    assertThat(said.code()).isZero();
  }

  /** It would keep the connection for an hour. */
  @Test
  void nginxThatDoesNotCloseIsNotWaitedFor() {
    String[] keep = {"fetch", "-v", "-H", "Connection: keep-alive", nginx.url("/chunked.html")};
    Said said = Said.to(keep);
    assertThat(said.err()).contains("< Connection: keep-alive\n");
    assertThat(said.out()).hasSize(130_000);
    assertThat(said.code()).isZero();
  }

  @Test
  void nginxThatSendsUsElsewhere() {
    for (String path : List.of("/moved", "/near")) {
      assertThat(Said.to("fetch", "-L", nginx.url(path)))
          .isEqualTo(new Said(0, "<p>hello</p>\n", ""));
    }
    assertThat(Said.to("fetch", "-L", "-d", "a=b", nginx.url("/see")).out()).isEqualTo("GET  \n");
    assertThat(Said.to("fetch", "-d", "a=b", nginx.url("/what")).out())
        .isEqualTo("POST application/x-www-form-urlencoded 3\n");
    assertThat(Said.to("fetch", "-L", nginx.url("/circle")).err())
        .startsWith("switchboard: Redirects lead in a circle: GET " + nginx.url("/circle"));
    assertThat(Said.to("fetch", "-f", nginx.url("/none")).err())
        .endsWith(": the server says 404 Not Found.\n");
  }

  /** The command itself, with a heap of which the body is many times the size. */
  @Test
  void aLargeBodyDoesNotSitInMemory() throws Exception {
    Child.Finished finished =
        Child.run(small("fetch", "--json", "-o", "/dev/null", nginx.url("/large")));
    assertThat(finished.err()).isEmpty();
    assertThat(Schema.read(finished.out()).get("body").get("length").longValue()).isEqualTo(LARGE);
    assertThat(finished.code()).isZero();
  }

  @Test
  void aReaderThatGoesEndsItQuietly() throws Exception {
    Child.Finished finished = shell("\"$@\" | head -c 3 | wc -c; echo ${PIPESTATUS[0]}");
    assertThat(finished.out()).isEqualTo("3\n1\n");
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void aSlowReaderGetsEverything() throws Exception {
    Child.Finished finished = shell("\"$@\" | { head -c 1; sleep 1; wc -c; }");
    assertThat(finished.out()).isEqualTo("\0" + (LARGE - 1) + "\n");
    assertThat(finished.err()).isEmpty();
  }

  @Test
  void aFullDiskIsSaid() throws Exception {
    Needs.that(Files.exists(Path.of("/dev/full")), "there is no /dev/full here");
    Child.Finished finished = shell("\"$@\" > /dev/full");
    assertThat(finished.err())
        .isEqualTo("switchboard: Cannot write standard output: no space left on device.\n");
    assertThat(finished.code()).isEqualTo(1);
  }

  /** Runs the command for the large file within a line of shell, as {@code "$@"}. */
  private static Child.Finished shell(String line) throws Exception {
    List<String> words = new ArrayList<>(List.of(Needs.program("bash"), "-c", line, "bash"));
    words.addAll(small("fetch", nginx.url("/large")));
    return Child.run(words);
  }

  private static List<String> small(String... arguments) {
    List<String> command = new ArrayList<>(Switchboard.command(arguments));
    command.add(1, "-Xmx32m");
    return command;
  }

  @Test
  void pythonThatCloses() throws Exception {
    python("0", "HTTP/1.0 200 OK");
  }

  @Test
  void pythonThatStays() throws Exception {
    python("1", "HTTP/1.1 200 OK");
  }

  private static void python(String minor, String status) throws Exception {
    Path root = folder.resolve("root");
    List<String> command =
        List.of(
            "bash",
            "-c",
            "cd \"$0\" && exec \"$@\"",
            root.toString(),
            Needs.program("python3"),
            "-c",
            PYTHON,
            minor);
    try (Child server = Child.start(command)) {
      String port = server.out().await("\n").strip();
      Said said = Said.to("fetch", "-v", "http://127.0.0.1:" + port + "/index.html");
      assertThat(said.out()).isEqualTo("<p>hello</p>\n");
      assertThat(said.err()).contains("< " + status + "\n");
      assertThat(Said.to("fetch", "-I", ":" + port + "/index.html").out()).startsWith(status);
      // A folder without its slash is redirected to the one with it.
      Files.createDirectories(root.resolve("sub"));
      assertThat(Said.to("fetch", "-Lo", "/dev/null", "-v", ":" + port + "/sub").err())
          .contains("* redirected to http://localhost:" + port + "/sub/\n");
    }
  }
}
