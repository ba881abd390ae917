package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DelimiterTest {

  private static Framing delimiter(String bytes) {
    return Framing.delimiter(Bytes.of(bytes));
  }

  @Test
  void aDelimiterThatOverlapsItselfIsFoundAtItsFirstEnd() {
    assertThat(Reading.of(delimiter("aab"), "aaab").messages()).containsExactly("a");
    assertThat(Reading.of(delimiter("abab"), "ababab" + "abab").messages()).containsExactly("", "");
    assertThat(Reading.of(delimiter("\r\n\r\n"), "\r\r\n\r\n").messages()).containsExactly("\r");
    assertThat(Reading.of(delimiter("\r\n\r\n"), "a\r\n\r", "\nb\r\n\r\n").messages())
        .containsExactly("a", "b");
  }

  @Test
  void randomStreamsAreCutWhereIndexOfFindsTheDelimiter() {
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      String delimiter = letters(random, 1 + random.nextInt(6));
      String wire = letters(random, random.nextInt(40));
      List<String> expected = new java.util.ArrayList<>();
      int from = 0;
      for (int at = wire.indexOf(delimiter); at >= 0; at = wire.indexOf(delimiter, from)) {
        expected.add(wire.substring(from, at));
        from = at + delimiter.length();
      }
      assertThat(Reading.of(delimiter(delimiter), 99, false, Reading.single(wire)).messages())
          .as("seed %d: %s in %s", seed, delimiter, wire)
          .isEqualTo(expected);
    }
  }

  @Test
  void whatASenderMaySendIsWhatAReceiverReads() {
    int refused = 0;
    for (int seed = 0; seed < 2_000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Framing framing = delimiter(letters(random, 1 + random.nextInt(4)));
      String message = letters(random, random.nextInt(6));
      String wire = Bytes.encoded(framing.codec(99), message);
      boolean readsBack = Reading.of(framing, wire).messages().equals(List.of(message));
      boolean accepted = true;
      try {
        framing.measure(Bytes.frame(message));
      } catch (UnsendableException e) {
        accepted = false;
        refused++;
      }
      assertThat(accepted).as("seed %d: %s with %s", seed, message, framing).isEqualTo(readsBack);
    }
    assertThat(refused).isBetween(200, 1_800);
  }

  private static String letters(SplittableRandom random, int length) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append(random.nextInt(3) == 0 ? 'b' : 'a');
    }
    return letters.toString();
  }

  @Test
  void aDelimiterInsideIsRefusedByTheSender() {
    assertThatThrownBy(() -> delimiter("\r\n").measure(Frame.of("one\r\ntwo")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage(
            "a message cannot contain its delimiter, and this one has \"\\r\\n\" at byte 3");
  }

  @Test
  void aDelimiterThatTheEndOfTheMessageWouldBeginIsRefusedByTheSender() {
    assertThatThrownBy(() -> delimiter("aa").measure(Frame.of("a")))
        .isInstanceOf(UnsendableException.class)
        .hasMessage(
            "the end of this message and its delimiter \"aa\" together would end it too early");
  }

  @Test
  void theLimitCountsTheMessageAndNotItsDelimiter() {
    Framing framing = delimiter("\r\n\r\n");
    for (List<String> segments :
        List.of(List.of("12345\r\n\r\n"), Reading.single("12345\r\n\r\n"))) {
      assertThat(Reading.of(framing, 5, true, segments).messages()).containsExactly("12345");
      assertThat(Reading.of(framing, 4, true, segments).ending()).isEqualTo("too large: 5 over 4");
    }
    // What looked like the delimiter was none: now it counts.
    assertThat(Reading.of(framing, 5, true, List.of("12345\r\nx")).ending())
        .isEqualTo("too large: 8 over 5");
  }

  @Test
  void aStreamThatEndsWithoutTheDelimiterIsTruncated() {
    assertThat(Reading.of(delimiter("|"), "a|bc").ending()).isEqualTo("truncated: 2 of -1");
  }

  @Test
  void aDelimiterHas1To64Bytes() {
    assertThatThrownBy(Framing::delimiter).hasMessage("a delimiter has 1 to 64 bytes, not 0");
    assertThatThrownBy(() -> Framing.delimiter(new byte[65]))
        .hasMessage("a delimiter has 1 to 64 bytes, not 65");
  }
}
