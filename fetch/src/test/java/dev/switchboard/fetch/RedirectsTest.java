package dev.switchboard.fetch;

import static dev.switchboard.fetch.Scripted.closing;
import static dev.switchboard.fetch.Scripted.staying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedirectsTest {

  private static final String HELLO = "HTTP/1.1 200 OK~Content-Length: 5~~hello";

  private final Log log = new Log();

  private static Scripted.Answer to(int status, String location) {
    return closing(
        "HTTP/1.1 " + status + " Moved~Location: " + location + "~Content-Length: 4~~gone");
  }

  @Test
  void eachHopIsToldAndOnlyTheLastBody() throws IOException {
    try (Scripted server = Scripted.with(Map.of("/a/b", to(301, "../c?d")))) {
      Fetching fetching = Fetching.of(Request.get(server.url("/a/b")));
      fetching.run(log);
      assertThat(log.lines).endsWith("< 301 Moved", "end []");
      assertThat(log.body).hasToString("gone");
    }
    Log followed = new Log();
    try (Scripted server =
        Scripted.with(Map.of("/a/b", to(301, "../c?d"), "/c?d", closing(HELLO)))) {
      Fetching.of(Request.get(server.url("/a/b"))).redirects(1).run(followed);
    }
    assertThat(followed.lines)
        .containsExactly(
            "connected Tcp",
            "> GET /a/b",
            "< 301 Moved to /c?d",
            "connected Tcp",
            "> GET /c?d",
            "< 200 OK",
            "end []");
    assertThat(followed.body).hasToString("hello");
  }

  @Test
  void aFormIsPostedOnceAndItsResultFetched() throws IOException {
    try (Scripted server = Scripted.with(Map.of("/form", to(303, "/form"), "/", closing(HELLO)))) {
      Request post = Request.of("POST", server.url("/form")).with((byte) 'x');
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(post).redirects(10).run(log))
          .withMessage(
              "Redirects lead in a circle: POST %1$s → GET %1$s → GET %1$s.", server.url("/form"));
    }
    assertThat(log.lines).contains("> POST /form", "> GET /form");
  }

  @Test
  void aCircleIsTold() throws IOException {
    try (Scripted server = Scripted.with(Map.of("/a", to(302, "/b"), "/b", to(302, "/a#x")))) {
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/a"))).redirects(10).run(log))
          .withMessage(
              "Redirects lead in a circle: GET %1$s → GET %2$s → GET %1$s.",
              server.url("/a"), server.url("/b"));
    }
    assertThat(log.lines).endsWith("< 302 Moved");
  }

  @Test
  void soManyAndNoMore() throws IOException {
    Map<String, Scripted.Answer> chain = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      chain.put("/" + i, to(302, "/" + (i + 1)));
    }
    chain.put("/4", closing(HELLO));
    try (Scripted server = Scripted.with(chain)) {
      Fetching.of(Request.get(server.url("/0"))).redirects(4).run(log);
      assertThat(log.body).hasToString("hello");
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/0"))).redirects(3).run(log))
          .withMessage(
              "%s: redirects on, to %s, and as many were followed as are allowed: 3; allow more if it"
                  + " is no trap.",
              server.url("/3"), server.url("/4"));
    }
  }

  @Test
  void whereWeCannotGoIsSaid() throws IOException {
    try (Scripted server =
        Scripted.with(Map.of("/tls", to(301, "ftp://h/"), "/odd", to(301, "http://[x]/")))) {
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/tls"))).redirects(1).run(log))
          .withMessage(
              "%s: redirects to where fetch cannot go: 'ftp://h/' is no URL for fetch: fetch"
                  + " speaks http and https alone, not ftp.",
              server.url("/tls"));
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> Fetching.of(Request.get(server.url("/odd"))).redirects(1).run(log))
          .withMessageContaining("in the brackets stands no IPv6 address");
    }
  }

  @Test
  void whatIsNoRedirectIsNotFollowed() throws IOException {
    try (Scripted server =
        Scripted.with(
            Map.of(
                "/300", to(300, "/x"),
                "/304", closing("HTTP/1.1 304 Same~Location: /x~~"),
                "/302", closing("HTTP/1.1 302 Nowhere~~")))) {
      for (String path : new String[] {"/300", "/304", "/302"}) {
        Fetching.of(Request.get(server.url(path))).redirects(5).run(log);
      }
      assertThat(server.requests()).hasSize(3);
    }
  }

  /** The body of a redirect is of no interest, and neither is what is wrong with it. */
  @Test
  void aRedirectWithABrokenBodyIsStillFollowed() throws IOException {
    List<String> broken =
        List.of("Content-Length: 99~~short", "Transfer-Encoding: chunked~~no chunk", "X: y~~");
    for (String rest : broken) {
      try (Scripted server =
          Scripted.with(
              Map.of(
                  "/broken", closing("HTTP/1.1 302 Found~Location: /x~" + rest),
                  "/x", staying(HELLO)))) {
        Fetching.of(Request.get(server.url("/broken"))).redirects(5).run(log);
      }
    }
    assertThat(log.body).hasToString("hello".repeat(3));
  }

  @Test
  void aStatusThatSaysFailureIsOneOnRequest() throws IOException {
    try (Scripted server =
        Scripted.saying(closing("HTTP/1.1 404 Not Found~Content-Length: 4~~gone"))) {
      Fetching fetching = Fetching.of(Request.get(server.url("/")));
      fetching.run(log);
      assertThat(log.body).hasToString("gone");
      Log failing = new Log();
      assertThatExceptionOfType(FetchException.class)
          .isThrownBy(() -> fetching.failingOnStatus().run(failing))
          .withMessage("%s: the server says 404 Not Found.", server.url("/"));
      assertThat(failing.body).isEmpty();
      assertThat(failing.lines).endsWith("< 404 Not Found");
    }
  }
}
