package dev.switchboard.framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingNamesTest {

  @ParameterizedTest
  @MethodSource("dev.switchboard.framing.FramingCase#all")
  void everyNameIsReadBackAsTheSameFraming(Framing framing) {
    if (framing.name().startsWith("lengthField")) {
      assertThat(framing.name()).matches("lengthField\\(\\d, \\d, (BIG|LITTLE)_ENDIAN, -?\\d\\)");
      return; // the API's alone
    }
    assertThat(Framing.parse(framing.name())).isEqualTo(framing).hasSameHashCodeAs(framing);
  }

  @Test
  void anyBytesCanBeADelimiterByName() {
    for (int seed = 0; seed < 2_000; seed++) {
      byte[] bytes = new byte[1 + seed % 64];
      new SplittableRandom(seed).nextBytes(bytes);
      Framing framing = Framing.delimiter(bytes);
      assertThat(Framing.parse(framing.name())).as("seed %d", seed).isEqualTo(framing);
    }
  }

  @Test
  void escapesAreReadAndWritten() {
    assertThat(Framing.parse("delim:\\r\\n\\t\\0\\\\\\xff\"|").name())
        .isEqualTo("delim:\\r\\n\\t\\0\\\\\\xff\"|");
    assertThat(Framing.parse("delim:é")).isEqualTo(Framing.delimiter(Bytes.of("\u00c3\u00a9")));
    assertThat(Framing.parse("delim::")).isEqualTo(Framing.delimiter((byte) ':'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lines", "", "length", "length:", "delim:", "u8:3", "line:", "LINE", ":"})
  void anUnknownNameIsAnsweredWithWhatThereIs(String name) {
    assertThatThrownBy(() -> Framing.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "no framing is called '"
                + name
                + "'; there are none, text, line, length:N, u8, u16, u32, u16le, u32le, varint,"
                + " delim:X, fixed:N, datagram");
  }

  @ParameterizedTest
  @ValueSource(strings = {"length:four", "fixed:1k", "length:99999999999"})
  void aNumberThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> Framing.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "framing '"
                + name
                + "' wants a number of bytes or digits behind the colon, as in length:4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"delim:\\", "delim:a\\q", "delim:\\x", "delim:\\x4", "delim:\\xg0"})
  void anEscapeThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> Framing.parse(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "framing '" + name + "' has an escape that is none of \\n \\r \\t \\0 \\\\ \\xHH");
  }
}
