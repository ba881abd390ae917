package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.script.Failure.Kind;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A script against a session, with a clock that is moved by hand, and the stories of failures. */
class InMemoryTest {

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  private static Report play(Service service, String... lines) {
    return Script.parse("t.talk", String.join("\n", lines)).inMemory(service);
  }

  private static void passes(Service service, String... lines) {
    assertThat(play(service, lines)).matches(Report::passed, "passed");
  }

  private static Failure fails(Kind kind, Service service, String... lines) {
    Report report = play(service, lines);
    Failure failure = Failed.in(report);
    assertThat(failure.kind()).as("%s", report).isEqualTo(kind);
    return failure;
  }

  @Test
  void playsTheExampleOfTheDesign() {
    passes(
        UPPER,
        "framing line",
        "> \"hel\"",
        "> \"lo\\nwor\"",
        "< \"HELLO\\n\"",
        "> \"ld\\n\"",
        "< \"WORLD\\n\"",
        "> end",
        "< end");
  }

  @Test
  void matchesBytesHoweverTheyWereCut() {
    passes(UPPER, "framing line", "> \"a\\nb\\nc\\n\"", "< \"A\\nB\"", "< \"\\nC\\n\"");
  }

  @Test
  void speaksInMessagesUnderEachFraming() {
    for (String framing : new String[] {"line", "length:3", "u8", "u16le", "varint", "delim:|"}) {
      passes(UPPER, "framing " + framing, ">> cat", ">> \"two words\"", "<< CAT", "<< /T.* WORDS/");
    }
    passes(UPPER, "framing fixed:3", ">> cat", "<< CAT");
    passes(UPPER, "framing text", ">> cat", "<< CAT"); // ended by silence
  }

  @Test
  void timePassesByHandOnly() {
    long before = System.nanoTime();
    Report report =
        play(
            UPPER,
            "framing text",
            "limit idle 9m",
            "> \"slow\"",
            "< nothing 150ms",
            "< \"SLOW\"",
            "wait 8m",
            "< nothing 59s",
            "< close");
    assertThat(report).matches(Report::passed, "passed");
    assertThat(report.time()).isGreaterThan(Duration.ofMinutes(8));
    assertThat(System.nanoTime() - before).isLessThan(Duration.ofMinutes(8).toNanos());
  }

  @Test
  void aPatternDescribesOneMessageOrOneLineFromEndToEnd() {
    passes(UPPER, "framing line", "> \"abc\\n\"", "< /A.C/");
    passes(UPPER, "> \"one\\r\\ntwo\"", "< /O.E/", "> end", "< /TWO/", "< end");
    fails(Kind.WRONG, UPPER, "framing line", "> \"abc\\n\"", "< /A./");
  }

  @Test
  void anExpressionThatTakesForEverIsEnded() {
    assertThat(
            fails(Kind.WRONG, UPPER, "framing line", "> \"x\"*60 \"!\\n\"", "< /(X+X+)+\\1Y/")
                .what())
        .contains("takes too long");
  }

  @Test
  void packetsAreMatchedOneByOne() {
    passes(UPPER, "over udp", "> \"a\"", "> \"\"", "> \"b\"", "< \"A\"", "< \"\"", "< \"B\"");
    fails(Kind.WRONG, UPPER, "over udp", "> \"a\"", "> \"b\"", "< \"AB\"");
    passes(UPPER, "over udp", "framing length:2", "> \"02ab\"", "< \"02AB\"", ">> x", "<< X");
  }

  @Test
  void severalClientsHaveAConversationEach() {
    passes(
        UPPER,
        "framing line",
        "a> \"x\"",
        "b> \"y\\n\"",
        "b< \"Y\\n\"",
        "a> \"z\\n\"",
        "a< \"XZ\\n\"");
  }

  /** What one client causes for another is heard at once. */
  @Test
  void aRoomTellsAllOthers() {
    List<Outbox> room = new ArrayList<>();
    Service chat =
        peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                room.add(outbox);
              }

              @Override
              public void received(Frame frame, Outbox outbox) {
                room.forEach(other -> other.post(frame.copy()));
              }
            };
    passes(chat, "framing line", "ann> open", "ben> open", "ann>> hi", "ben<< hi", "ann<< hi");
  }

  @Test
  void whatIsNoMessageIsWrongAndNoBreak() {
    Service raw = peer -> (frame, outbox) -> outbox.send("GET / HTTP");
    Script script = Script.parse("t.talk", "framing length:4\n> \"x\"\n<< x");
    Report report = script.inMemory(raw, Framing.none(), script.heading().limits());
    assertThat(Failed.in(report).kind()).isEqualTo(Kind.WRONG);
    assertThat(report.toString()).contains("what came is no message: the length should be 4");
  }

  @Test
  void aPatternCannotBeSaid() {
    assertThatThrownBy(() -> play(UPPER, "> /x/"))
        .hasMessageContaining(
            "t.talk:1:1: a pattern says what to expect, and the client has to say");
    assertThatThrownBy(() -> Script.parse("t.talk", "> \"a\"\n< /x/").answering(report -> {}))
        .hasMessageContaining(
            "t.talk:2:1: a pattern says what to expect, and the server has to say");
  }

  @Test
  void oneReceiveIsToldFromTwo() {
    Service twice =
        peer ->
            (frame, outbox) -> {
              outbox.send("1");
              outbox.wakeAfter(1_000_000);
            };
    Service later =
        peer ->
            new Conversation() {
              @Override
              public void received(dev.switchboard.framing.Frame frame, Outbox outbox) {
                outbox.send("1");
                outbox.wakeAfter(1_000_000);
              }

              @Override
              public void tick(Outbox outbox) {
                outbox.send("2");
              }
            };
    passes(twice, "> \"x\"", "< \"1\" once");
    passes(later, "> \"x\"", "< \"12\"");
    fails(Kind.WRONG, later, "> \"x\"", "< \"12\" once");
  }

  // ---- failures ----

  @Test
  void aWrongByteIsMarked() {
    Report report = play(UPPER, "framing line", "> \"hello\\n\"", "< \"HELlO\\n\"");
    assertThat(report)
        .hasToString(
            """
            t.talk, line 3: wrong: other bytes came (in memory)
                 2  > "hello\\n"                               0 ms
                 3  < "HELlO\\n"                               ✗ 0 ms
              expected  "HELlO\\n"
              got       "HELLO\\n"
                            ^ byte 4 of 6: expected 6c "l", got 4c "L"
            """);
  }

  @Test
  void silenceIsToldWithWhatHadCome() {
    Failure failure = fails(Kind.SILENT, UPPER, "framing line", "> \"ab\\ncd\"", "< \"AB\\nCD\"");
    assertThat(failure.what()).isEqualTo("the server said nothing more after 3 bytes");
    assertThat(play(UPPER, "framing line", "> \"ab\\ncd\"", "< \"AB\\nCD\"").toString())
        .contains("got       \"AB\\n\"\n", "byte 4 of 5: expected 43 \"C\", and nothing more came")
        .contains("✗ 5000 ms");
  }

  @Test
  void closedResetAndCrashedAreDifferentWords() {
    Service closing = UPPER.once();
    fails(Kind.CLOSED, closing, "framing line", "> \"a\\nb\\n\"", "< \"A\\nB\\n\"");
    Service resetting = peer -> (frame, outbox) -> outbox.reset();
    fails(Kind.RESET, resetting, "framing line", "> \"a\\n\"", "< \"A\\n\"");
    Service falling =
        peer ->
            (frame, outbox) -> {
              throw new IllegalStateException("as asked");
            };
    assertThat(fails(Kind.CRASHED, falling, "framing line", "> \"a\\n\"", "< \"A\\n\"").what())
        .isEqualTo("the service threw java.lang.IllegalStateException: as asked");
  }

  @Test
  void theSameThingsCanBeExpected() {
    passes(UPPER.once(), "framing line", "> \"a\\nb\\n\"", "< \"A\\n\"", "< end", "> end");
    passes(peer -> (frame, outbox) -> outbox.reset(), "framing line", "> \"a\\n\"", "< reset");
    fails(Kind.SILENT, UPPER, "framing line", "> \"a\\n\"", "< \"A\\n\"", "< end");
    fails(Kind.WRONG, UPPER, "framing line", "> \"a\\n\"", "< end");
    fails(Kind.WRONG, UPPER, "framing line", "> \"a\\n\"", "< nothing 1s");
    fails(Kind.CLOSED, UPPER.once(), "framing line", "> \"a\\n\"", "< \"A\\n\"", "< nothing 1s");
  }

  @Test
  void bytesLeftOverFailAndAnOpenConnectionDoesNot() {
    assertThat(fails(Kind.WRONG, UPPER, "framing line", "> \"a\\nb\\n\"", "< \"A\\n\"").what())
        .isEqualTo("bytes are left over");
    passes(UPPER, "framing line", "> \"a\\nb\\nc\"", "< \"A\\nB\\n\"");
  }

  @Test
  void whoResetsThrowsAwayWhatIsLeftOver() {
    passes(UPPER, "framing line", "> \"a\\nb\\n\"", "< \"A\\n\"", "> reset");
    fails(Kind.WRONG, UPPER, "framing line", "> \"a\\n\"", "> reset", "> open", "> \"b\\n\"");
  }

  @Test
  void aServiceThatFallsAfterTheLastStepIsToldToo() {
    Service falling =
        peer ->
            (frame, outbox) -> {
              outbox.send(frame);
              throw new IllegalStateException("late");
            };
    assertThat(fails(Kind.CRASHED, falling, "framing line", "> \"a\\n\"", "< \"a\\n\"").step())
        .isNull();
  }

  @Test
  void anotherMessageIsToldFromNone() {
    fails(Kind.WRONG, UPPER, "framing u16", ">> cat", "<< DOG");
    fails(Kind.SILENT, UPPER, "framing u16", ">> cat", "<< CAT", "<< CAT");
    Service halfAMessage = peer -> (frame, outbox) -> outbox.send("\0\5hal");
    Script script = Script.parse("t.talk", "framing u16\n> \"x\"\n<< half!");
    Report report =
        script.inMemory(
            halfAMessage, dev.switchboard.framing.Framing.none(), script.heading().limits());
    assertThat(report.toString())
        .contains("silent: the server said nothing more after 5 bytes of a message under u16");
  }

  @Test
  void ofLongDataTheNeighbourhoodOfTheDifferenceIsShown() {
    Report report =
        play(UPPER, "framing line", "> \"x\"*500 \"y\" \"x\"*500 \"\\n\"", "< \"X\"*1001 \"\\n\"");
    assertThat(report.toString())
        .contains("  expected  …" + "X".repeat(32) + "XXXXXXXXXXXXXXXXXXXXXXXX… (1002 bytes)\n")
        .contains("  got       …" + "X".repeat(32) + "YXXXXXXXXXXXXXXXXXXXXXXX… (1002 bytes)\n")
        .contains(
            "            "
                + " ".repeat(33)
                + "^ byte 501 of 1002: expected 58 \"X\", got 59 \"Y\"");
  }

  @Test
  void invisibleBytesAreVisible() {
    Service bom = peer -> (frame, outbox) -> outbox.send("\ufeffé\u202e\u0007");
    assertThat(play(bom, "> \"x\"", "< \"é\"").toString())
        .contains("got       \"\\xef\\xbb\\xbfé\\xe2\\x80\\xae\\x07\"");
  }
}
