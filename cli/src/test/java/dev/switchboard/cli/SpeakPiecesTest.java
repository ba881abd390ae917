package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.framing.UnsendableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts of {@code speak}, each by itself. */
class SpeakPiecesTest {

  private static List<String> all(Typing typing) throws IOException {
    List<String> all = new ArrayList<>();
    for (byte[] piece = typing.next(); piece != null; piece = typing.next()) {
      all.add(new String(piece, UTF_8));
    }
    return all;
  }

  private static Lines lines(String input) {
    return new Lines(new ByteArrayInputStream(input.getBytes(UTF_8)));
  }

  @Test
  void aLineEndsWithLineFeedOrBothOrTheEndOfInput() throws IOException {
    assertThat(all(lines("a\nb\r\n\nc\rd\ne"))).containsExactly("a", "b", "", "c\rd", "e");
    assertThat(all(lines("a\r"))).containsExactly("a\r");
    assertThat(all(lines(""))).isEmpty();
  }

  @Test
  void aLineWithoutEndDoesNotFillTheMemoryAndTheNextOneGoesOn() throws IOException {
    byte[] input = new byte[Lines.LONGEST + 6];
    Arrays.fill(input, (byte) 'x');
    System.arraycopy("\nnext".getBytes(UTF_8), 0, input, input.length - 5, 5);
    Lines lines = new Lines(new ByteArrayInputStream(input));
    assertThatThrownBy(lines::next)
        .isInstanceOf(UnsendableException.class)
        .hasMessage("a line of 16777217 bytes is longer than any message: at most 16777216");
    assertThat(all(lines)).containsExactly("next");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          a~b~         | a^~b^~
          a^~b         | a^~b
          a^,~b        | a^,~b
          a,~,~        | a,^~,^~
          ^,^~,~       | ^,^~,^~
          """)
  void lineFeedsGetAReturnBeforeThemUnlessThereIsOne(String pieces, String expected)
      throws IOException {
    Iterator<String> given = Stream.of(bytes(pieces).split(",", -1)).iterator();
    Typing typed = () -> given.hasNext() ? given.next().getBytes(UTF_8) : null;
    assertThat(String.join(",", all(new LineFeeds(typed)))).isEqualTo(bytes(expected));
  }

  private static String bytes(String shown) {
    return shown.replace('~', '\n').replace('^', '\r');
  }

  @Test
  void aDumpLooksAsHexdumpDoesAndEachReplyBeginsALine() {
    HexDump dump = new HexDump();
    assertThat(new String(dump.of("GET / HTTP/1.1\r\nHost\0é\n".getBytes(UTF_8)), UTF_8))
        .isEqualTo(
            """
            00000000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  |GET / HTTP/1.1..|
            00000010  48 6f 73 74 00 c3 a9 0a                           |Host....|
            """);
    assertThat(new String(dump.of("Hi\n".getBytes(UTF_8)), UTF_8))
        .isEqualTo("00000018  48 69 0a                                          |Hi.|\n");
    assertThat(dump.of()).isEmpty();
  }

  @Test
  void aTerminalIsShownTextHoweverItWasCutAndNoCommands() {
    TerminalText text = new TerminalText();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    for (byte b : "zoë 😀\r\nx\ry\t\0\033[2J\u009b\r\n".getBytes(UTF_8)) {
      shown.writeBytes(text.of(b).getBytes(UTF_8));
    }
    assertThat(shown.toString(UTF_8)).isEqualTo("zoë 😀\nx\\ry\t\\x00\\x1b[2J\\x9b\n");
    assertThat(text.of((byte) 0xFF, (byte) 'a')).isEqualTo("\uFFFDa");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -z           | -z: to see whether somebody listens: speak -q 0 HOST PORT </dev/null
          -zv          | -z: to see whether somebody listens: speak -q 0 HOST PORT </dev/null
          -l           | -l: speak does not listen: 'switchboard serve' does
          --ssl        | --ssl: TLS is said in the endpoint here: speak tls://HOST:PORT
          --ssl-cert=f | --ssl-cert: it is --cert FILE here
          -t           | -t: speak does not negotiate as telnet does; it needs no option to talk to text services
          -x           | -x: speak knows no proxies: it connects by itself
          --proxy=a:1  | --proxy: speak knows no proxies: it connects by itself
          --send-only  | --send-only: to say and hear nothing: speak -q 0 HOST PORT >/dev/null
          --recv-only  | --recv-only: to hear and say nothing: speak HOST PORT </dev/null
          """)
  void anOptionOfAnotherProgramIsAnsweredWithOurs(String option, String sentence) {
    Said said = Said.to("speak", option, "localhost", "1");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err())
        .isEqualTo(
            "switchboard: "
                + sentence
                + "\nTry 'switchboard speak --help' for examples and options.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-i", "-W", "-e", "-o", "-X", "-b", "-d", "-r", "-H", "--no-shutdown"})
  void soAreAllThatPeopleBringAlong(String option) {
    assertThat(Said.to("speak", option, "localhost", "1").err())
        .startsWith("switchboard: " + option + ": ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hello                  | tcp://:8820           | text     | false
          hello :9               | tcp://:9              | text     | false
          hello 10.0.0.1 9       | tcp://10.0.0.1:9      | text     | false
          hello unix:/tmp/x      | unix:/tmp/x           | text     | false
          -u upper               | udp://:12000          | datagram | true
          upper udp://:5         | udp://:5              | datagram | true
          -U upper /tmp/x        | unix:/tmp/x           | text     | false
          localhost 80           | tcp://localhost:80    | none     | false
          ::1 80                 | tcp://[::1]:80        | none     | false
          -u [::1] 80            | udp://[::1]:80        | datagram | false
          -u :80                 | udp://:80             | datagram | false
          80                     | tcp://:80             | none     | false
          -U /tmp/x              | unix:/tmp/x           | none     | false
          -C -u upper            | udp://:12000          | datagram | false
          -C hello               | tcp://:8820           | text     | false
          --framing u16 :80      | tcp://:80             | u16      | true
          --framing text :80     | tcp://:80             | text     | false
          --framing none hello   | tcp://:8820           | none     | false
          --framing line -u :80  | udp://:80             | line     | true
          -n 127.0.0.1 80        | tcp://127.0.0.1:80    | none     | false
          """)
  void wordsSayToWhomAndHow(String words, String endpoint, String framing, boolean framed) {
    Manner manner = manner(words);
    assertThat(manner.endpoint()).hasToString(endpoint);
    assertThat(manner.framing().name()).isEqualTo(framing);
    assertThat(manner.framed()).isEqualTo(framed);
  }

  private static Manner manner(String words) {
    Speak speak =
        new Speak(
            new Console(System.out, System.err),
            new StandardStreams(new ByteArrayInputStream(new byte[0]), System.out, false, false));
    new picocli.CommandLine(speak).parseArgs(words.split(" +", -1));
    return speak.manner();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          localhost           | 'localhost' is no service (there are
          localhost http      | 'localhost http' is no HOST PORT: a port is a number, 1 to 65535
          localhost 0         | a port to speak to is 1 to 65535, not 0
          localhost 99999     | a port is 0 to 65535, not 99999
          a b c               | too many words: a b c; it is HOST PORT, or one endpoint
          TCP:localhost:80    | 'TCP:localhost:80' is how socat says it; here it is tcp://localhost:80
          UDP4:localhost:80   | 'UDP4:localhost:80' is how socat says it; here it is udp://localhost:80
          UNIX-CONNECT:/tmp/x | 'UNIX-CONNECT:/tmp/x' is how socat says it; here it is unix:/tmp/x
          http://a/           | 'http://a/' is a web address: 'switchboard fetch' gets it, and speak wants HOST PORT
          tls://a:0           | a port to speak to is 1 to 65535, not 0
          -u unix:/tmp/x      | -u means UDP, and unix:/tmp/x is something else
          -u tcp://a:1        | -u means UDP, and tcp://a:1 is something else
          -u hello            | hello does not speak in packets
          -4 -6 localhost 1   | -4 and -6 cannot both be meant: leave both away
          -4 unix:/tmp/x      | unix:/tmp/x has no address family and no ports that could be chosen
          -s here :1          | Invalid IP address literal: here
          -p 70000 :1         | a port is 0 to 65535, not 70000
          -n localhost 1      | -n looks no names up, and tcp://localhost:1 has one
          -C --framing u8 :1  | -C is for bytes as they are; messages that end with CR LF are --framing 'delim:\\r\\n'
          --framing datagram :1 | tcp://:1 is a stream and has no packets: choose another framing than datagram
          -q x :1             | Invalid value for option '-q': 'x' is not a time such as 500ms, 5s or 1m, or none
          """)
  void whatCannotBeMeantIsRefusedInASentence(String words, String sentence) {
    String[] all = ("speak " + words).split(" +", -1);
    Said said = Said.to(all);
    assertThat(said.code()).as(said.err()).isEqualTo(2);
    assertThat(said.err()).startsWith("switchboard: " + Objects.requireNonNull(sentence));
    assertThat(said.out()).isEmpty();
  }

  @Test
  void withoutWordsItSaysWhatItWants() {
    assertThat(Said.to("speak").err())
        .startsWith("switchboard: speak to whom? An endpoint (HOST PORT, tcp://HOST:PORT, ");
  }

  @Test
  void helpOpensWithExamplesAndNamesEveryOption() {
    Said help = Said.to("speak", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out().lines().toList())
        .startsWith(
            "Speak to a server: what you type goes to it, replies are shown.", "", "Examples:")
        .allMatch(line -> line.length() <= 80, "at most 80 characters");
    Speak command = new Speak(new Console(System.out, System.err), StandardStreams.ofProcess());
    new picocli.CommandLine(command)
        .getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .forEach(option -> assertThat(help.out()).contains(option.longestName()));
  }
}
