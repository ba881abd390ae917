package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What cannot be meant is refused with one sentence that says what can, and exit code 2. */
class UsageTest {

  private static final String SERVICES =
      "hello, acrostic, upper, daytime, greeting, name, hi, echo, discard, chargen, qotd, time, or"
          + " all";

  private static final String FORMS =
      "; it is tcp://HOST:PORT, udp://HOST:PORT, tls://HOST:PORT, unix:PATH, unixgram:PATH,"
          + " seqpacket:PATH, icmp://HOST, HOST:PORT, [IPv6]:PORT, :PORT or PORT";

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong("serve", "serve what? There are " + SERVICES),
        wrong("serve helo", "no service is called 'helo'; there are " + SERVICES),
        wrong("serve hello 0 helo 0", "no service is called 'helo'; there are " + SERVICES),
        wrong("serve --list helo", "no service is called 'helo'; there are " + SERVICES),
        wrong(
            "serve exec :9000",
            "serve exec what? The program stands behind --, as in serve exec :9000 -- cat"),
        wrong(
            "serve exec --",
            "serve exec what? The program stands behind --, as in serve exec :9000 -- cat"),
        wrong(
            "serve echo exec -- cat",
            "what stands behind -- is a program, and only exec takes one: serve exec [ENDPOINT…] --"
                + " CMD ARG…"),
        wrong(
            "serve exec udp://:9000 -- cat",
            "udp://:9000 has no connections that a program could be given: name a tcp or unix one"),
        wrong(
            "serve exec tls://:9000 -- cat",
            "a program gets the very socket, on which tls://:9000 would have TLS: leave tls:// away,"
                + " or let the program speak it"),
        wrong(
            "serve exec :9000 --idle 5s -- cat",
            "--idle means nothing to exec: a program has the socket itself, and no byte of it passes"
                + " through here; leave it away"),
        wrong(
            "serve exec :9000 --script f.talk -- cat",
            "--script means nothing to exec: a program has the socket itself, and no byte of it"
                + " passes through here; leave it away"),
        wrong(
            "serve exec 0 --model select -- cat",
            "the program cat is served by the model processes alone, and not by select"),
        wrong(
            "serve hello 0 --pool 3", "the model select keeps no processes ready: processes does"),
        wrong(
            "serve hello 0 --spin 50",
            "the model select sleeps at once when there is nothing to do: ring can spin"),
        wrong(
            "serve hello 0 --model ring --spin -1", "a ring spins for 0 to 1 s, not PT-0.000001S"),
        wrong(
            "serve hello 0 --model processes --pool -1",
            "processes kept ready are 0 or more, not -1"),
        wrong(
            "serve hello udp://:0 --model processes",
            "hello is not served over packets, as udp://:0 would have it"),
        wrong(
            "serve echo udp://:0 --model processes",
            "on udp://:0 there are no connections that a process could be given: choose another"
                + " model than processes, or tcp"),
        wrong(
            "serve echo 0 --repeat",
            "--repeat means something to hello and upper only, and not to echo"),
        wrong(
            "serve hello hello 0 --add-name Eve",
            "--add-name means something to name only, and not to hello"),
        wrong(
            "serve echo hi --reflect",
            "--reflect means something to chargen and qotd only, and not to echo and hi"),
        wrong(
            "serve hello localhost 9000",
            "host and port are one word here: serve hello localhost:9000"),
        wrong(
            "serve echo 127.0.0.1 9000",
            "host and port are one word here: serve echo 127.0.0.1:9000"),
        wrong("serve echo ::1 9000", "host and port are one word here: serve echo [::1]:9000"),
        wrong("serve all 8000", "'all' takes no endpoint: each service has its own port"),
        wrong(
            "serve hello 0 --model fibers",
            "no server model is called 'fibers'; there are iterative, threads, virtual, select, processes,"
                + " ring, or auto"),
        wrong(
            "serve hello 0 upper 0 --framing line",
            "--framing is for one service: with several, each has its own"),
        wrong(
            "serve echo 127.0.0.1:7007 hello 127.0.0.1:7007",
            "tcp://127.0.0.1:7007 is asked for twice, the second time by hello"),
        wrong(
            "serve hello udp://:0", "hello is not served over packets, as udp://:0 would have it"),
        wrong(
            "serve hello 0 --framing morse",
            "no framing is called 'morse'; there are none, text, line, length:N, u8, u16, u32,"
                + " u16le, u32le, varint, delim:X, fixed:N, datagram"),
        wrong(
            "serve hello 0 --framing datagram",
            "tcp://:0 is a stream and has no packets: choose another framing than datagram"),
        wrong(
            "serve upper udp://:0 --workers 2 --model threads",
            "on udp://:0 one worker of threads receives: two would take each other's packets of one client;"
                + " leave --workers away"),
        wrong("serve hello 0 --workers 0", "workers are 1 or more, not 0"),
        wrong(
            "serve hello 0 --workers two",
            "Invalid value for option '--workers': 'two' is not an int"),
        wrong(
            "serve hello 65536", "'65536' is no endpoint: a port is 0 to 65535, not 65536" + FORMS),
        wrong("serve hello -- -1", "'-1' is no endpoint: a port is 0 to 65535, not -1" + FORMS),
        wrong("serve hello host:", "'host:' is no endpoint: the port is missing" + FORMS),
        wrong(
            "serve hello ::1:80",
            "'::1:80' is no endpoint: an IPv6 address stands in brackets: [::1]:8820" + FORMS),
        wrong("serve hello x://:1", "'x://:1' is no endpoint: no transport is called 'x'" + FORMS),
        wrong("serve hello unix:", "'unix:' is no endpoint: the path is missing" + FORMS),
        wrong(
            "serve hello 0 --idle 5x",
            "Invalid value for option '--idle': '5x' is not a time such as 500ms, 5s or 1m, or"
                + " none"),
        wrong(
            "serve hello 0 --idle 0",
            "Invalid value for option '--idle': '0' is not a time above 0"),
        wrong(
            "serve hello 0 --drain -1",
            "Invalid value for option '--drain': '-1' is not a time such as 500ms, 5s or 1m, or"
                + " none"),
        wrong(
            "serve hello 0 --max-message 64q",
            "Invalid value for option '--max-message': '64q' is not a number such as 100 or 64k, or"
                + " none"),
        wrong(
            "serve hello 0 --max-connections 0",
            "Invalid value for option '--max-connections': '0' is not a whole number from 1 to"
                + " 2147483647"),
        wrong(
            "serve hello 0 --max-connections 1.5",
            "Invalid value for option '--max-connections': '1.5' is not a whole number from 1 to"
                + " 2147483647"),
        wrong("serve hello 0 --idle", "Missing required parameter for option '--idle' (TIME)"),
        wrong("serve hello 0 --moedl x", "Unknown option: '--moedl'"));
  }

  private static Arguments wrong(String words, String sentence) {
    return Arguments.of(words, sentence);
  }

  @ParameterizedTest(name = "switchboard {0}")
  @MethodSource("wrong")
  void isRefusedInASentence(String words, String sentence) {
    Said said = Said.to(words.split(" ", -1));
    assertThat(said.err())
        .startsWith("switchboard: " + sentence + "\n")
        .contains("Try 'switchboard serve --help' for examples and options.\n")
        .doesNotContain("Exception", "\tat ");
    assertThat(said.out()).isEmpty();
    assertThat(said.code()).isEqualTo(2);
  }

  @Test
  void aPortBehindAnEndpointIsAnotherEndpoint() {
    assertThat(Serving.read(List.of("hello", "[::1]:8000", "9000", "127.0.0.1:1", "2")))
        .extracting(serving -> serving.endpoint().toString())
        .containsExactly("tcp://[::1]:8000", "tcp://:9000", "tcp://127.0.0.1:1", "tcp://:2");
  }

  @Test
  void anUnknownVerbIsToldWhichThereAre() {
    Said said = Said.to("srve", "hello");
    assertThat(said)
        .isEqualTo(
            new Said(
                2,
                "",
                """
                switchboard: no verb is called 'srve'; there are serve, speak, fetch, try, completion
                Try 'switchboard --help' for examples and options.
                """));
  }

  @Test
  void anUnknownOptionIsMetWithTheOneThatWasMeant() {
    assertThat(Said.to("serve", "hello", "--moedl=select").err())
        .contains("Possible solutions: --model");
  }

  @Test
  void helpOpensWithExamplesAndNamesEveryOption() {
    Said help = Said.to("serve", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out().lines().toList())
        .startsWith("Serve one or more services until Esc, Ctrl-C or SIGTERM.", "", "Examples:")
        .allMatch(line -> line.length() <= 80, "at most 80 characters")
        .noneMatch(line -> line.endsWith(":") && !line.matches("[A-Z].*"), "no torn words");
    new CommandLine(new Serve(new Console(System.out, System.err)))
        .getCommandSpec().options().stream()
            .filter(option -> !option.hidden()) // what nc's users type
            .forEach(option -> {
              assertThat(help.out()).contains(option.longestName());
              assertThat(option.description()).as(option.longestName()).isNotEmpty();
            });
  }

  @Test
  void theProgramsOwnHelpNamesVerbsAndExitCodes() {
    Said help = Said.to("--help");
    assertThat(help.code()).isZero();
    assertThat(help.out())
        .startsWith("A workbench for sockets.\n\nExamples:\n  switchboard serve hello ")
        .contains("Verbs:\n  serve  ")
        .contains("0   fine", "1   the network said no", "2   wrong usage", "3   not started")
        .doesNotContain("rehearse");
  }

  @Test
  void versionNamesTheJavaThatRunsIt() {
    assertThat(Said.to("--version").out())
        .matches("switchboard 0\\.1\\.0 on Java " + Runtime.version().feature() + ".*\n");
    assertThat(Said.to("serve", "--version").out()).isEqualTo(Said.to("--version").out());
  }

  @Test
  void listNamesEveryServiceOnALine() {
    Said list = Said.to("serve", "--list");
    assertThat(list.code()).isZero();
    assertThat(list.err()).isEmpty();
    assertThat(list.out())
        .contains("hello     tcp       8820  a user name is answered with Hello and the name\n")
        .contains("upper     tcp udp  12000  text is answered in capitals\n")
        .hasLineCount(12);
  }

  static List<String> services() {
    return Catalogue.entries().stream().map(Entry::name).toList();
  }

  @ParameterizedTest(name = "serve --list {0}")
  @MethodSource("services")
  void listTellsAllAboutAServiceThatIsNamed(String service) {
    Entry entry = Catalogue.named(service).orElseThrow();
    Said page = Said.to("serve", "--list", service);
    assertThat(page.code()).isZero();
    assertThat(page.err()).isEmpty();
    assertThat(page.out())
        .startsWith(service + ": " + entry.does() + "\n\n  on        tcp ")
        .contains(" port " + entry.port() + "\n", "\n  framing   ", entry.framing().name())
        .contains("\n  message   at most " + entry.maxMessage() + " bytes\n")
        .contains("\n  ends      " + entry.ends() + "\n", "\n  from      " + entry.origin() + "\n")
        .contains("\nBy hand:\n  switchboard speak " + entry.name() + "\n")
        .contains("\n  " + entry.byHand().getFirst() + "\n")
        .contains("\n" + service + ".talk:\n  # ")
        .doesNotContain("\n\n\n");
    assertThat(page.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(120));
  }

  @Test
  void severalPagesAreListedOneBehindTheOther() {
    assertThat(Said.to("serve", "--list", "hello", "name").out())
        .isEqualTo(
            Said.to("serve", "--list", "hello").out()
                + "\n"
                + Said.to("serve", "--list", "name").out())
        .contains("\n  options   --add-name\n");
  }

  /** The real one, because what it does without arguments is not picocli's. */
  @Test
  void withoutArgumentsItShowsHelpAndExitsTwo() throws Exception {
    Child.Finished finished = Switchboard.run();
    assertThat(finished.code()).isEqualTo(2);
    assertThat(finished.out()).isEmpty();
    assertThat(finished.err()).contains("Examples:").contains("Usage: switchboard VERB");
  }

  /** The real one again: its streams, its exit code. */
  @Test
  void theProcessEndsWithTheseCodes() throws Exception {
    Child.Finished wrong = Switchboard.run("serve", "helo");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).isEqualTo(Said.to("serve", "helo").err());
    Child.Finished help = Switchboard.run("serve", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).isEqualTo(Said.to("serve", "--help").out());
  }
}
