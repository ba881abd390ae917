package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about certificates where it does not fit together. */
class TlsOptionsTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          serve hello tls://:0                  | TLS needs a certificate: --cert FILE --key FILE, --pkcs12 FILE, or --self-signed for a laboratory
          serve hello :0 --self-signed          | certificates and versions are about TLS, and no endpoint speaks it: serve SERVICE tls://:8443
          serve hello :0 --tls-min 1.3          | certificates and versions are about TLS, and no endpoint speaks it: serve SERVICE tls://:8443
          serve hello tls://:0 --self-signed --tls-min 1.1 | '1.1' is no version of TLS that is spoken here: there are 1.2 and 1.3
          serve hello tls://:0 --cert a --cert b --key a | there are 2 of --cert and 1 of --key: each key belongs to a certificate
          serve hello tls://:0 --key a          | there are 0 of --cert and 1 of --key: each key belongs to a certificate
          serve hello tls://:0 --cert a --password secret | --password says where the password is, and not what: file:PATH or env:NAME; what is typed here, everybody on this machine can see
          serve hello tls://:0 --cert a --password env:NO_SUCH_VARIABLE | there is no environment variable 'NO_SUCH_VARIABLE'
          speak :1 -k                           | certificates and versions are about TLS: the endpoint is tls://HOST:PORT then
          speak tls://:1 -k --ca a              | -k, --ca and --fingerprint each say whom to believe: give one of them
          speak tls://:1 --sni a..b             | 'a..b' is no host's name: Empty label is not a legal name
          """)
  void isRefused(String command, String sentence) {
    Said said = Said.to(command.split(" ", -1));
    assertThat(said.code()).isEqualTo(ExitCode.USAGE);
    assertThat(said.err().lines().findFirst()).contains("switchboard: " + sentence);
  }

  @Test
  void aFileThatIsOfNoUseIsNamed() throws Exception {
    Path missing = folder.resolve("missing.pem");
    assertThat(Said.to("serve", "hello", "tls://:0", "--cert", missing.toString()))
        .isEqualTo(
            new Said(
                ExitCode.FAILED,
                "",
                "switchboard: Cannot read " + missing + ": there is no such file.\n"));
    Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");
    assertThat(Said.to("speak", "tls://:1", "--ca", text.toString()).err())
        .isEqualTo(
            "switchboard: Cannot use %s: there is no certificate in it (-----BEGIN CERTIFICATE-----).%n"
                .formatted(text));
    Path broken =
        Files.writeString(
            folder.resolve("broken.pem"),
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThat(Said.to("speak", "tls://:1", "--ca", broken.toString()).err())
        .startsWith(
            "switchboard: Cannot use " + broken + ": a certificate in it cannot be understood");
  }

  /** A conversation over TLS is recorded and played as any other. */
  @Test
  void scriptsAreSpokenOverTls() throws Exception {
    try (Switchboard server = Switchboard.start(1, "serve", "upper", "tls://:0", "--self-signed")) {
      String endpoint = server.endpoints("upper").getFirst().toString();
      String fingerprint = server.err().text().replaceAll("(?s).*(sha256:\\w+).*", "$1");
      Path talk = folder.resolve("upper.talk");
      Child.Finished spoken =
          Child.run(
              Switchboard.command(
                  "speak", endpoint, "--fingerprint", fingerprint, "--record", talk.toString()),
              "hello\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(spoken.out()).as(spoken.toString()).isEqualTo("HELLO\n");
      assertThat(talk).content().contains("> \"hello\\n\"", "< \"HELLO\\n\"");
      Said played =
          Said.to("speak", endpoint, "--fingerprint", fingerprint, "--script", talk.toString());
      assertThat(played.code()).as(played.err()).isZero();
      assertThat(played.err()).contains("passed");
    }
  }

  @Test
  void aScriptAnswersOverTls() throws Exception {
    Path talk = Files.writeString(folder.resolve("a.talk"), "over tcp\n> \"a\\n\"\n< \"b\\n\"\n");
    try (Switchboard server =
        Switchboard.start(1, "serve", "--script", talk.toString(), "tls://:0", "--self-signed")) {
      String fingerprint = server.err().text().replaceAll("(?s).*(sha256:\\w+).*", "$1");
      String endpoint = server.endpoints("a.talk").getFirst().toString();
      Said played =
          Said.to("speak", endpoint, "--fingerprint", fingerprint, "--script", talk.toString());
      assertThat(played.code()).as(played.err()).isZero();
    }
  }
}
