package dev.switchboard.script;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is written down can be read, and says the same. */
class TranscriptTest {

  private static final long MS = 1_000_000;

  private final StringBuilder text = new StringBuilder();

  private Transcript begin(Transport over, String... headings) throws IOException {
    return new Transcript(text, "recorded today\nby a test", over, List.of(headings), 0);
  }

  private static byte[] bytes(String latin) {
    return latin.getBytes(ISO_8859_1);
  }

  @Test
  void keepsSegmentsAsTheyWereSentAndRepliesLineByLine() throws IOException {
    try (Transcript it = begin(Transport.TCP, "framing line")) {
      it.sent(bytes("hel"), 10 * MS);
      it.sent(bytes("lo\nworld\n"), 12 * MS);
      it.received(bytes("HEL"), 13 * MS);
      it.received(bytes("LO\nWOR"), 14 * MS);
      it.received(bytes("LD\n"), 15 * MS);
      it.received(bytes("> "), 16 * MS);
      it.act(Direction.TO_SERVER, "end", 20 * MS);
      it.act(Direction.TO_CLIENT, "end", 21 * MS);
    }
    assertThat(text)
        .hasToString(
            """
            # recorded today
            # by a test
            over tcp
            framing line
            > "hel"
            > "lo\\nworld\\n"
            < "HELLO\\n"
            < "WORLD\\n"
            < "> "
            > end
            < end
            """);
    assertThat(Script.parse("t.talk", text.toString()).steps()).hasSize(7);
  }

  @Test
  void keepsPausesThatMayMeanSomething() throws IOException {
    try (Transcript it = begin(Transport.TCP)) {
      it.sent(bytes("Ada"), 5000 * MS); // thinking before the first word means nothing
      it.sent(bytes("Eve"), 5300 * MS);
      it.received(bytes("late\n"), 12_300 * MS);
      it.sent(bytes("x"), 20_000 * MS); // an answer to what came
    }
    assertThat(text.toString().lines().skip(3))
        .containsExactly(
            "> \"Ada\"", "wait 300ms", "> \"Eve\"", "wait 7000ms", "< \"late\\n\"", "> \"x\"");
  }

  @Test
  void keepsPacketsWholeAndEmptyOnesToo() throws IOException {
    try (Transcript it = begin(Transport.UDP)) {
      it.sent(bytes(""), 0);
      it.received(bytes("a\nb"), 0);
      it.received(bytes(""), 0);
    }
    assertThat(text.toString().lines().skip(3)).containsExactly("> \"\"", "< \"a\\nb\"", "< \"\"");
  }

  @Test
  void anyBytesAreReadBackAsTheyWere() throws IOException {
    for (int seed = 0; seed < 2000; seed++) {
      byte[] bytes = new byte[1 + seed % 40];
      new SplittableRandom(seed).nextBytes(bytes);
      text.setLength(0);
      try (Transcript it = begin(Transport.TCP)) {
        it.sent(bytes, 0);
      }
      Step step = Script.parse("t.talk", text.toString()).steps().getFirst();
      assertThat(((Act.Data) step.act()).bytes()).as("seed %d", seed).isEqualTo(bytes);
    }
  }

  @Test
  void everyCharacterIsReadBackAsItWas() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        byte[] bytes = Character.toString(c).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        LineCursor cursor = new LineCursor("t", 1, Quoted.of(bytes));
        byte[] read = new Act.Data(Quoted.read(cursor), false).bytes();
        if (!java.util.Arrays.equals(read, bytes)) {
          assertThat(read).as("U+%04X", c).isEqualTo(bytes);
        }
      }
    }
  }
}
