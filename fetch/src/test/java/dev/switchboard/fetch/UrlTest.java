package dev.switchboard.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.endpoint.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          http://example.org                | example.org      | 80   | /
          example.org                       | example.org      | 80   | /
          localhost:8000/a/b?c=d            | localhost        | 8000 | /a/b?c=d
          HTTP://Example.ORG/A              | example.org      | 80   | /A
          http://example.org:/              | example.org      | 80   | /
          http://example.org:080/           | example.org      | 80   | /
          http://example.org:65535          | example.org      | 65535| /
          :8000/x                           | localhost        | 8000 | /x
          http://example.org?q              | example.org      | 80   | /?q
          http://example.org/?q#part        | example.org      | 80   | /?q
          http://example.org#part           | example.org      | 80   | /
          http://[::1]:8080/x               | ::1              | 8080 | /x
          [::1]                             | ::1              | 80   | /
          http://[fe80::1%25eth0]/          | fe80::1%eth0     | 80   | /
          http://[fe80::1%eth0]:81/         | fe80::1%eth0     | 81   | /
          http://127.0.0.1/a/./b/../c       | 127.0.0.1        | 80   | /a/c
          http://h/..                       | h                | 80   | /
          http://h/a/..                     | h                | 80   | /
          http://h/a?x=../y                 | h                | 80   | /a?x=../y
          http://h//a                       | h                | 80   | //a
          http://h/é?ü                      | h                | 80   | /%C3%A9?%C3%BC
          http://h/%20%zz                   | h                | 80   | /%20%zz
          http://h/"<a>{b}^                 | h                | 80   | /%22%3Ca%3E%7Bb%7D%5E
          http://h/a@b:c                    | h                | 80   | /a@b:c
          http://bücher.example/            | xn--bcher-kva.example | 80 | /
          http://my_service:5000/           | my_service       | 5000 | /
          """)
  void readsIt(String text, String host, int port, String target) {
    assertThat(Url.parse(text)).isEqualTo(new Url(host, port, target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://h             | 443 | https://h/
          HTTPS://h:443/        | 443 | https://h/
          https://h:80/         | 80  | https://h:80/
          https://[::1]:8443/a  | 8443 | https://[::1]:8443/a
          """)
  void httpsIsOverTls(String text, int port, String shown) {
    Url url = Url.parse(text);
    assertThat(url.endpoint()).isEqualTo(Endpoint.tls(url.host(), port));
    assertThat(url).hasToString(shown);
    assertThat(url.resolve("/b")).isEqualTo(new Url(true, url.host(), port, "/b"));
    assertThat(url.resolve("//i/")).isEqualTo(new Url(true, "i", 443, "/"));
    assertThat(url.resolve("http://h/").secure()).isFalse();
    assertThat(url.hasSameOriginAs(new Url(url.host(), port, "/"))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ftp://example.org/      | fetch speaks http and https alone, not ftp
          http://                 | the host is missing
          /path                   | the host is missing
          http:///path            | the host is missing
          http://h:0/             | a port is 1 to 65535, not 0
          http://h:65536/         | a port is 1 to 65535, not 65536
          http://h:8x/            | a port is 1 to 65535, not 8x
          http://h:-1/            | a port is 1 to 65535, not -1
          http://::1/             | an IPv6 address stands in brackets: http://[::1]:8080/
          http://[::1/            | behind the bracket stands neither :PORT nor a path
          http://[::1]x/          | behind the bracket stands neither :PORT nor a path
          http://[127.0.0.1]/     | in the brackets stands no IPv6 address
          http://[::g]/           | in the brackets stands no IPv6 address
          http://[fe80::1%]/      | in the brackets stands no IPv6 address
          http://[fe80::1%a]b]/   | in the brackets stands no IPv6 address
          http://h/a b            | a blank or a control character stands in it; in a path a blank is %20
          http://a*b/             | 'a*b' is not a host's name
          http://*:80/            | '*' is not a host's name
          http://a%20b/           | 'a%20b' is not a host's name
          http://a\\b/            | 'a\\b' is not a host's name
          """)
  void refusesIt(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse(text))
        .withMessage("'" + text + "' is no URL for fetch: " + why);
  }

  @Test
  void refusesControlCharactersAndSecrets() {
    assertThatIllegalArgumentException().isThrownBy(() -> Url.parse("http://h/a\r\nX: y"));
    assertThatIllegalArgumentException().isThrownBy(() -> Url.parse("http://h/\u007f"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Url.parse("http://ada:secret@h/"))
        .withMessageContaining("-H 'Authorization: …'")
        .withMessageNotContaining("secret");
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/, h",
    "http://h:80/, h",
    "http://h:8080/, h:8080",
    "http://[::1]/, [::1]",
    "http://[::1]:8080/, [::1]:8080",
    "http://[fe80::1%25eth0]:81/, [fe80::1]:81"
  })
  void theHostFieldIsRight(String text, String field) {
    assertThat(Url.parse(text).hostField()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource({"http://h/a?b", "http://[::1]:8080/", "http://[fe80::1%25eth0]/"})
  void itsTextIsReadAsTheSame(String text) {
    assertThat(Url.parse(text)).hasToString(text);
  }

  /** The examples of RFC 3986, 5.4, at {@code http://a/b/c/d;p?q}, without their fragments. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://g/h | http://g/h
          HTTP://g   | http://g/
          g          | http://a/b/c/g
          ./g        | http://a/b/c/g
          g/         | http://a/b/c/g/
          /g         | http://a/g
          //g        | http://g/
          ?y         | http://a/b/c/d;p?y
          g?y        | http://a/b/c/g?y
          #s         | http://a/b/c/d;p?q
          g#s        | http://a/b/c/g
          ;x         | http://a/b/c/;x
          g;x?y#s    | http://a/b/c/g;x?y
          ''         | http://a/b/c/d;p?q
          .          | http://a/b/c/
          ./         | http://a/b/c/
          ..         | http://a/b/
          ../g       | http://a/b/g
          ../..      | http://a/
          ../../../g | http://a/g
          /./g       | http://a/g
          /../g      | http://a/g
          g..        | http://a/b/c/g..
          g?y/../x   | http://a/b/c/g?y/../x
          """)
  void resolvesAsTheRfcDoes(String reference, String resolved) {
    assertThat(Url.parse("http://a/b/c/d;p?q").resolve(reference)).hasToString(resolved);
  }

  @Test
  void bytesInALocationAreEncodedOneByOne() {
    Url base = Url.parse("http://h/");
    assertThat(base.resolve("/a b\u00c3\u00a9")).hasToString("http://h/a%20b%C3%A9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> base.resolve("mailto:a@b"))
        .withMessageContaining("fetch speaks http and https alone, not mailto");
    assertThatIllegalArgumentException().isThrownBy(() -> base.resolve("http:/path"));
  }
}
