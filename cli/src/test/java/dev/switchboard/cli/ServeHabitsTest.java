package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What users of nc, ncat and socat type works, or is met with one sentence that names ours. */
class ServeHabitsTest {

  private static final String NO_PROGRAM =
      "a program for each connection (serve exec) is not there yet; the services are listed by"
          + " serve --list";

  static Stream<Arguments> theirs() {
    return Stream.of(
        theirs("hello -p 9000", "-p is said in the endpoint here: serve hello :9000"),
        theirs("hello -p9000", "-p is said in the endpoint here: serve hello :9000"),
        theirs("hello -lp 9000", "-p is said in the endpoint here: serve hello :9000"),
        theirs("hello -lkp 9001", "-p is said in the endpoint here: serve hello :9001"),
        theirs("hello --port=9000", "-p is said in the endpoint here: serve hello :9000"),
        theirs("hello -p", "-p is said in the endpoint here: serve hello :9000"),
        theirs("hello -s 10.0.0.1", "-s is said in the endpoint here: serve hello 10.0.0.1:8820"),
        theirs("upper -u", "-u is said in the endpoint here: serve upper udp://:12000"),
        theirs("upper --udp", "-u is said in the endpoint here: serve upper udp://:12000"),
        theirs("echo -lU /tmp/e", "-U is said in the endpoint here: serve hello unix:/tmp/e"),
        theirs("hello -4", "-4 is said in the endpoint here: serve hello 127.0.0.1:8820"),
        theirs("hello -6", "-6 is said in the endpoint here: serve hello '[::1]:8820'"),
        theirs("hello -w 7", "-w is --idle here: --idle 7"),
        theirs("hello -i 7s", "-w is --idle here: --idle 7s"),
        theirs("hello -m 3", "-m is --max-connections here: 3"),
        theirs(
            "hello -o out.txt",
            "what is said goes to standard output with --json: --json > out.txt"),
        theirs("hello -C", "-C is not needed: a reply has the line ending of its question"),
        theirs("-l -e /bin/cat", NO_PROGRAM),
        theirs("--sh-exec cat", NO_PROGRAM),
        theirs(
            "hello --ssl",
            "TLS is said in the endpoint here: serve hello tls://:8443 --self-signed"),
        theirs(
            "hello TCP-LISTEN:9000,fork",
            "'TCP-LISTEN:9000,fork' is socat's: the endpoint is :9000 here, as in serve hello"
                + " :9000"),
        theirs(
            "upper UDP-LISTEN:9000",
            "'UDP-LISTEN:9000' is socat's: the endpoint is udp://:9000 here, as in serve upper"
                + " udp://:9000"),
        theirs(
            "hello unix-listen:/tmp/x",
            "'unix-listen:/tmp/x' is socat's: the endpoint is unix:PATH here, as in serve hello"
                + " unix:/tmp/hello"),
        theirs(
            "TCP-L:9000 EXEC:cat",
            "'TCP-L:9000' is socat's: the endpoint is :9000 here, as in" + " serve hello :9000"));
  }

  private static Arguments theirs(String words, String sentence) {
    return Arguments.of(words, sentence);
  }

  @ParameterizedTest(name = "serve {0}")
  @MethodSource("theirs")
  void isMetWithOurs(String words, String sentence) {
    Said said = Said.to(("serve " + words).split(" ", -1));
    assertThat(said)
        .isEqualTo(
            new Said(
                2,
                "",
                "switchboard: "
                    + sentence
                    + "\nTry 'switchboard serve --help' for examples and options.\n"));
  }

  /** What a server does anyway need not be refused. */
  @Test
  void whatGoesWithoutSayingMayBeSaid() throws Exception {
    try (Switchboard server = Switchboard.serve("hello", "0", "-lk", "--nodns")) {
      assertThat(Caller.say("127.0.0.1", server.port("hello"), "Ada")).isEqualTo("Hello Ada");
    }
  }

  @Test
  void theHelpIsAboutOurOwn() {
    assertThat(Said.to("serve", "--help").out()).doesNotContain("--keep-open", "--udp", "-p,");
  }
}
