package dev.switchboard.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Service;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever text is given: a script, or an error with its place; and a script plays to its end. */
@Timeout(600)
class RandomTextTest {

  private static final int SEEDS = Boolean.getBoolean("switchboard.long") ? 1_000_000 : 30_000;

  /** What occurs in scripts, so that random texts get further than the first word. */
  private static final String[] LIKELY = {
    "> ",
    "< ",
    ">> ",
    "<< ",
    "a> ",
    "\"",
    "\"x\\n\"",
    "\\",
    "\\x4",
    "*9",
    "end",
    "close",
    "reset",
    "open",
    "wait 1ms",
    "nothing 2ms",
    "once",
    "/x+/",
    "/(",
    "/",
    "#",
    "over tcp\n",
    "over udp\n",
    "framing line\n",
    "framing u8\n",
    "limit message 9\n",
    "within 1s\n",
    "service upper\n",
    "\n",
    "\n",
    " ",
    "cat",
    "é",
    "\0",
    "\t",
    "\r\n",
    "99999999999",
    "\u202e",
    "\ud83d\ude00",
  };

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(LIKELY[random.nextInt(LIKELY.length)]);
    }
    return text.toString();
  }

  @Test
  void randomTextsAreScriptsOrErrorsWithAPlace() {
    int scripts = 0;
    Service upper = Service.replying(said -> said.toUpperCase(Locale.ROOT));
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String text = text(random);
      try {
        Script script = Script.parse("t.talk", text);
        Report report = script.inMemory(upper);
        assertThat(report.toString()).isNotEmpty();
        scripts++;
      } catch (ScriptException e) {
        assertThat(e.line()).isPositive();
        assertThat(e.column()).isPositive();
        assertThat(e.getMessage()).startsWith("t.talk:" + e.line() + ":" + e.column() + ": ");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed " + seed + ": " + Quoted.of(text.getBytes(StandardCharsets.UTF_8)), e);
      }
    }
    assertThat(scripts).isGreaterThan(SEEDS / 1000);
  }

  @Test
  void randomBytesAreRefusedWithAPlace() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] bytes = new byte[random.nextInt(60)];
      random.nextBytes(bytes);
      try {
        Script.parse("t.talk", bytes);
      } catch (ScriptException e) {
        assertThat(e.line()).as("seed %d", seed).isPositive();
      }
    }
  }

  /** Ten times the text takes about ten times as long; a factor of 40 leaves room for a bad day. */
  @Test
  void readingIsLinear() {
    String[] parts = {
      "> \"x\"\n",
      "> \"x\" ",
      "a",
      "\"",
      "\\x41",
      "> end\n< end\n> close\n> open\n",
      "#",
      " ",
      "/x",
      "framing line\n",
      "limit message 9\n",
      "é",
    };
    for (String begin : new String[] {"", "> \"", "> /", "framing line\n>> ", "> \"x\"\n"}) {
      for (String part : parts) {
        long small = best(begin + part.repeat(2_000), 3, 0);
        long most = 40 * small + 40_000_000;
        assertThat(best(begin + part.repeat(20_000), 30, most))
            .as("%s then %s: %d µs, and ten times as much", begin, part, small / 1000)
            .isLessThan(most);
      }
    }
  }

  /** The best of some tries, for a busy machine interrupts many; good enough is good enough. */
  private static long best(String text, int tries, long enough) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < tries && best >= enough; i++) {
      long before = System.nanoTime();
      try {
        Script.parse("t.talk", text);
      } catch (ScriptException e) {
        assertThat(e.toString()).hasSizeLessThan(1000);
      }
      best = Math.min(best, System.nanoTime() - before);
    }
    return best;
  }
}
