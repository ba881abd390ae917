package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

  private static final Url URL = Url.parse("http://h:8000/a?b");

  @Test
  void aGetSaysWhatABrowserSays() {
    assertThat(Request.get(URL).head())
        .isEqualTo(
            """
            GET /a?b HTTP/1.1\r
            Host: h:8000\r
            User-Agent: switchboard/0.1.0\r
            Accept: */*\r
            Connection: close\r
            \r
            """);
  }

  @Test
  void aBodyGoesWithItsLength() {
    Request post = Request.of("POST", URL).with("é".getBytes(UTF_8));
    assertThat(post.head()).contains("\r\nContent-Length: 2\r\n");
    assertThat(new String(post.bytes(), UTF_8)).endsWith("\r\n\r\né");
    assertThat(Request.of("PUT", URL).head()).contains("\r\nContent-Length: 0\r\n");
    assertThat(Request.of("DELETE", URL).head()).doesNotContain("Content-Length");
  }

  @Test
  void aFieldOfOnesOwnTakesThePlaceOfOurs() {
    Request request =
        Request.get(URL)
            .with(new Field("host", "other"))
            .with(new Field("X-A", "1"))
            .with(new Field("X-A", "2"))
            .with(new Field("X-Empty", ""))
            .without("accept");
    assertThat(request.head())
        .isEqualTo(
            """
            GET /a?b HTTP/1.1\r
            User-Agent: switchboard/0.1.0\r
            Connection: close\r
            host: other\r
            X-A: 1\r
            X-A: 2\r
            X-Empty:\r
            \r
            """);
  }

  @Test
  void nothingCanBreakTheHeadApart() {
    for (String value : new String[] {"a\r\nX: y", "a\nb", "a\rb", "a\0b"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Field("X", value))
          .withMessage("the value of the header field X has a line end or a NUL in it");
    }
    for (String name : new String[] {"", "a b", "a:b", "a\r\nb", "é"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Field(name, "x"));
    }
    for (String method : new String[] {"", "GET /x", "G\r\n", "CONNECT"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Request.of(method, URL));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Request.get(URL).with(new Field("Transfer-Encoding", "chunked")));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, 301, GET",
    "GET, 302, GET",
    "GET, 303, GET",
    "GET, 307, GET",
    "GET, 308, GET",
    "HEAD, 301, HEAD",
    "HEAD, 302, HEAD",
    "HEAD, 303, HEAD",
    "HEAD, 307, HEAD",
    "POST, 301, GET",
    "POST, 302, GET",
    "POST, 303, GET",
    "POST, 307, POST",
    "POST, 308, POST",
    "PUT, 301, PUT",
    "PUT, 302, PUT",
    "PUT, 303, GET",
    "PUT, 307, PUT",
    "PUT, 308, PUT"
  })
  void aRedirectChangesTheMethodAsTheRfcHasIt(String method, int status, String then) {
    Request request =
        Request.of(method, URL).with((byte) 'x').with(new Field("Content-Type", "text/plain"));
    Request next = request.redirected(status, Url.parse("http://h:8000/c"));
    assertThat(next.method()).isEqualTo(then);
    boolean same = next.method().equals(method);
    assertThat(next.bodyLength()).isEqualTo(same ? 1 : 0);
    assertThat(next.head().contains("Content-Type")).isEqualTo(same);
    assertThat(next.head()).startsWith(then + " /c HTTP/1.1\r\nHost: h:8000\r\n");
  }

  @Test
  void whatIsMeantForOneServerIsNotToldToAnother() {
    Request request =
        Request.get(URL)
            .with(new Field("Authorization", "Basic QTpi"))
            .with(new Field("COOKIE", "a=b"))
            .with(new Field("Host", "virtual"))
            .with(new Field("X-Kept", "1"));
    assertThat(request.redirected(302, Url.parse("http://h:8000/c")).head())
        .contains("Authorization", "COOKIE", "Host: virtual", "X-Kept");
    assertThat(request.redirected(302, Url.parse("http://h:8001/c")).head())
        .doesNotContain("Authorization", "COOKIE", "virtual")
        .contains("Host: h:8001", "X-Kept");
  }
}
