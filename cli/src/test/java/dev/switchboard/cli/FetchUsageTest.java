package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What cannot be meant, and what is meant for curl or wget: one sentence, and exit code 2. */
class FetchUsageTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          fetch               | fetch what? Give a URL, as http://localhost:8000/
          fetch a b           | fetch takes one URL, not 2
          fetch --json {} h   | fetch takes one URL; --json shows the exchange, and JSON is sent with -d DATA -H 'Content-Type: application/json'
          fetch ftp://h/      | 'ftp://h/' is no URL for fetch: fetch speaks http and https alone, not ftp
          fetch --unix-socket /s https://h/ | https is not spoken through unix:/s: leave one of them away
          fetch http://h:0/   | 'http://h:0/' is no URL for fetch: a port is 1 to 65535, not 0
          fetch ada:x@h       | a URL with a user's name or password in it is not taken; give -H 'Authorization: …'
          fetch -H A h        | 'A' is no header field: it is 'Name: value', 'Name:' or 'Name;'
          fetch -H ä:b h      | 'ä' is not the name of a header field
          fetch -H Transfer-Encoding:x h | Transfer-Encoding cannot be chosen: the body is sent with Content-Length
          fetch -X {} h       | '{}' is not a method of HTTP
          fetch -X CONNECT h  | CONNECT asks a proxy for a tunnel, which fetch does not do
          fetch -I -d x h     | -I asks with HEAD: it goes with neither -X nor -d
          fetch -L --max-redirs -2 h | redirects are 0 or more, not -2
          fetch -m 0 h        | Invalid value for option '--max-time': '0' is not a time above 0
          fetch -w %{time} h  | Invalid value for option '--wait': it is how long to wait; what curl prints with it is in --json
          fetch --unix-socket @x h | 'unix:@x' is no endpoint: abstract names, those with @, are not there yet: the JDK has none; it is tcp://HOST:PORT, udp://HOST:PORT, unix:PATH, HOST:PORT, [IPv6]:PORT, :PORT or PORT
          fetch -E f h        | -E: give --cert FILE
          fetch --tlsv1.2 h   | --tlsv1.2: give --tls-min 1.2
          fetch -k --ca f h   | -k, --ca and --fingerprint each say whom to believe: give one of them
          fetch --fingerprint x h | 'x' is no fingerprint: it is sha256: and 64 hexadecimal digits
          fetch --tls-min 1.1 h | '1.1' is no version of TLS that is spoken here: there are 1.2 and 1.3
          fetch -O h          | -O: name the file with -o FILE
          fetch -u ada:x h    | -u: give -H 'Authorization: Basic …'
          fetch --http2 h     | --http2: fetch speaks HTTP/1.1, and no other version
          fetch --range=0-9 h | --range: give -H 'Range: bytes=…'
          fetch --spider h    | --spider: give -I
          """)
  void isRefusedWithASentence(String words, String sentence) {
    assertThat(Said.to(words.split(" ", -1)))
        .isEqualTo(
            new Said(
                2,
                "",
                "switchboard: "
                    + sentence
                    + "\nTry 'switchboard fetch --help' for examples and options.\n"));
  }

  @Test
  void nothingBreaksTheHeadApart() {
    Said said = Said.to("fetch", "-H", "X: a\r\nY: b", "h");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .startsWith("switchboard: the value of the header field X has a line end or a NUL in it\n");
  }

  @Test
  void helpBeginsWithExamplesAndNamesEveryOptionOfOurs() {
    Said help = Said.to("fetch", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out())
        .startsWith(
            "Fetch a URL over HTTP/1.1: its body to stdout, all else to stderr.\n\nExamples:\n"
                + "  switchboard fetch localhost:8000 ")
        .doesNotContain("--no-check-certificate");
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
    CommandSpec fetch = fetch();
    fetch.options().stream()
        .filter(option -> !option.hidden())
        .forEach(option -> assertThat(help.out()).contains(option.names()));
  }

  /** A sentence that names an option of ours names one that there is. */
  @Test
  void refusalsNameOptionsThatThereAre() {
    CommandSpec fetch = fetch();
    fetch.options().stream()
        .filter(option -> option.hidden() && !option.names()[0].equals("--help"))
        .forEach(option -> {
          String name = option.names()[0];
          String sentence = Said.to("fetch", name, "x").err().replaceFirst("\n(?s).*", "");
          assertThat(sentence).startsWith("switchboard: " + name + ": ");
          for (String word : sentence.replace(name, "").split("[ ,;:]+", -1)) {
            if (word.startsWith("-")) {
              assertThat(fetch.findOption(word)).as(sentence).isNotNull();
            }
          }
        });
  }

  private static CommandSpec fetch() {
    CommandLine line = Main.commandLine(new Console(System.out, System.err));
    return Objects.requireNonNull(line.getSubcommands().get("fetch")).getCommandSpec();
  }
}
