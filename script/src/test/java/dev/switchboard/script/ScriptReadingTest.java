package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.framing.Framing;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a script says, and where one goes wrong. */
class ScriptReadingTest {

  private static Script script(String... lines) {
    return Script.parse("t.talk", String.join("\n", lines));
  }

  @Test
  void readsTheExampleOfTheDesign() {
    Script script =
        script(
            "# two messages in three segments, then half-close",
            "over tcp",
            "framing line",
            "> \"hel\"",
            "> \"lo\\nwor\"",
            "< \"HELLO\\n\"",
            "> \"ld\\n\"",
            "< \"WORLD\\n\"",
            "> end",
            "< end");
    assertThat(script.heading().over()).isEqualTo(Transport.TCP);
    assertThat(script.heading().framing()).isEqualTo(Framing.line());
    assertThat(script.steps()).hasSize(7);
    assertThat(script.steps().get(1).line()).isEqualTo(5);
    assertThat(bytes(script.steps().get(1))).isEqualTo("lo\nwor");
    assertThat(script.steps().getLast().act()).isEqualTo(new Act.End());
    assertThat(script.clients()).containsExactly("");
    assertThat(script.connections()).isEqualTo(1);
  }

  private static String bytes(Step step) {
    return new String(((Act.Data) step.act()).bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void dataHasEscapesRepeatsAndSeveralPieces() {
    Step step =
        script("> \"a\\r\\n\\t\\0\\\"\\\\\\x7F\\xff\" \"xy\"*3 \"é\"   # three pieces")
            .steps()
            .getFirst();
    assertThat(bytes(step)).isEqualTo("a\r\n\t\0\"\\\u007f\u00ffxyxyxy\u00c3\u00a9");
    assertThat(((Act.Data) script("< \"x\" once").steps().getFirst().act()).once()).isTrue();
  }

  @Test
  void aRepeatIsMadeOnlyWhenItIsPlayed() {
    Act.Data data = (Act.Data) script("> \"x\"*60000000").steps().getFirst().act();
    assertThat(data.length()).isEqualTo(60_000_000);
    assertThat(data.pieces()).hasSize(1);
  }

  @Test
  void messagesNeedNoQuotesAndMayHaveThem() {
    Script script =
        script("framing length:4", ">> cat # dog ", "<< \"\"", "<< \"a\\n\"*2", "<< /x+/");
    assertThat(script.steps().getFirst().act())
        .isEqualTo(
            ((Act.Message) script("framing u8", ">> \"cat # dog\"").steps().getFirst().act()));
    assertThat(((Act.Message) script.steps().get(1).act()).data().length()).isZero();
    assertThat(((Act.Message) script.steps().get(2).act()).data().bytes())
        .asString()
        .isEqualTo("a\na\n");
    assertThat(((Act.Like) script.steps().get(3).act()).pattern().pattern()).isEqualTo("x+");
  }

  @Test
  void severalClientsHaveNames() {
    Script script = script("a> \"x\"", "bob> open", "bob< \"y\"", "bob> close", "bob> open");
    assertThat(script.clients()).containsExactly("a", "bob");
    assertThat(script.connections()).isEqualTo(3);
  }

  @Test
  void openAndWaitNeedNoSign() {
    Script script = script("open", "wait 1s # a while", "< \"x\"");
    assertThat(script.steps().getFirst().by()).isEqualTo(Direction.TO_SERVER);
    assertThat(script.steps().get(1).by()).isNull();
    assertThatThrownBy(() -> script("opened")).hasMessageContaining("expected a step");
  }

  @Test
  void theHeadingSaysHowAndUnderWhichLimits() {
    Heading heading =
        script(
                "over udp",
                "service upper",
                "within 300ms",
                "limit message 2k",
                "limit idle 1s",
                "> \"\"")
            .heading();
    assertThat(heading.over()).isEqualTo(Transport.UDP);
    assertThat(heading.service()).isEqualTo("upper");
    assertThat(heading.within()).isEqualTo(Duration.ofMillis(300));
    assertThat(heading.limits().message()).isEqualTo(2048);
    assertThat(heading.limits().idle()).isEqualTo(Duration.ofSeconds(1));
    assertThat(heading.framingOrRaw()).isEqualTo(Framing.datagram());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "> \"hel|1:7|expected a closing quote \", found the end of the line",
        "> \"a\\q\"|1:5|expected one of the escapes \\n \\r \\t \\0 \\\" \\\\ \\xHH, found \"\\\\q\\\"\"",
        "> \"\\x4g\"|1:7|expected a hexadecimal digit, found \"g\\\"\"",
        "> \"a\"*0|1:7|expected how often, a number from 1 to 67108864, found \"0\"",
        "> \"a\" b|1:7|expected the end of the line, found \"b\"",
        "> hello|1:3|expected data in quotes, a /pattern/ or one of open end close reset wait nothing; with >> or << text needs no quotes, found \"hello\"",
        "> \"\"|1:3|no bytes: over tcp that is nothing at all",
        "hello|1:1|expected a step (> data, < data, >> message, << message, wait TIME), found \"hello\"",
        "A> \"x\"|1:1|expected a step (> data, < data, >> message, << message, wait TIME), found \"A>\"",
        ">> cat|1:4|a message needs a framing: say 'framing line', or another, before the first step",
        "over carrier-pigeon|1:6|expected tcp, udp, unix, unixgram or seqpacket, found \"carrier-pigeon\"",
        "framing rows|1:9|no framing is called 'rows'; there are none, text, line, length:N, u8, u16, u32, u16le, u32le, varint, delim:X, fixed:N, datagram",
        "limit size 3|1:7|expected a limit: one of accept-queue connections datagram-idle datagram-sessions drain idle linger-bytes linger-time message message-time pending-output too-slow turn write, found \"size\"",
        "limit message lots|1:15|'lots' is not a number such as 100 or 64k, or none",
        "wait soon|1:6|expected a time such as 500ms, 5s or 1m, found \"soon\"",
        "< nothing|1:10|expected a time such as 500ms, 5s or 1m, found the end of the line",
        "wait none|1:6|expected a time such as 500ms, 5s or 1m, found \"none\"",
        "< open|1:3|the client opens: > open",
        "< /a|1:5|expected a closing /, found the end of the line",
        "< /a(/|1:3|expected a regular expression as java.util.regex.Pattern has them, found \"/a(/\"",
        "``|1:1|expected a step, found the end of the script",
      })
  void whatIsWrongIsToldWithItsPlace(String text, String place, String what) {
    ScriptException e = catchThrowableOfType(ScriptException.class, () -> script(text));
    assertThat(e).hasMessageStartingWith("t.talk:" + place + ": " + what);
    assertThat(e.line() + ":" + e.column()).isEqualTo(place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "> end;> \"x\"|2|the client has ended its stream",
        "> end;> end|2|the client has ended its stream already",
        "< close;< \"x\"|2|the server has closed already",
        "< end;< reset|2|behind the end of a stream no reset can be seen",
        "< close;< reset|2|the server has closed already",
        "> close;< \"x\"|2|the connection is closed",
        "> reset;> \"x\"|2|the connection is closed",
        "> \"x\";> open|2|this client is connected already",
        "> open;> open|2|this client is connected already",
        "over tcp;over tcp|2|'over' is said twice: first in line 1",
        "> \"x\";over tcp|2|'over' belongs before the first step",
        "over udp;> end|2|over udp there is no stream that could end",
        "over udp;> reset|2|over udp there is no reset",
        "over unix;> reset|2|over unix there is no reset",
        "over udp;< close|2|over udp there is no sign of a server that closes",
      })
  void whatCannotHappenIsAnErrorOfTheScript(String lines, int line, String what) {
    ScriptException e =
        catchThrowableOfType(
            ScriptException.class, () -> script(lines.replaceAll("; *", ";").split(";", -1)));
    assertThat(e).hasMessageContaining(what);
    assertThat(e.line()).isEqualTo(line);
  }

  @Test
  void aServerThatHasClosedMayStillBeSpokenTo() {
    assertThat(script("< close", "> \"x\"").steps()).hasSize(2);
    assertThat(script("> close", "> open", "< \"x\"").steps()).hasSize(3);
  }

  @Test
  void anErrorPointsAtItsPlace() {
    assertThatThrownBy(() -> script("# ok", "> \"é\" wrong"))
        .hasMessage(
            """
            t.talk:2:7: expected the end of the line, found "wrong"
              > "é" wrong
                    ^\
            """);
  }

  @Test
  void aFileMustBeThereAndBeUtf8(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> Script.read(folder.resolve("no.talk")))
        .hasMessage(
            "Cannot read the script " + folder.resolve("no.talk") + ": there is no such file.");
    Path file = folder.resolve("latin.talk");
    Files.write(file, "> \"ok\"\n> \"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> Script.read(file))
        .hasMessage("latin.talk:2:4: not UTF-8; in quotes, \\xHH stands for any byte");
  }

  @Test
  void segmentsCanBeCutAndJoined() {
    Script script = script("> \"hel\"", "> \"lo\"", "< \"x\"", "> \"y\"", "> end");
    assertThat(script.joined().steps())
        .map(Step::text)
        .isEqualTo(List.of("> \"hel\" + > \"lo\"", "< \"x\"", "> \"y\"", "> end"));
    assertThat(bytes(script.joined().steps().getFirst())).isEqualTo("hello");
    assertThat(script.inPiecesOf(2).steps())
        .map(Step::text)
        .isEqualTo(List.of("> \"he\"", "> \"l\"", "> \"lo\"", "< \"x\"", "> \"y\"", "> end"));
  }
}
