package dev.switchboard.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * What a fuzzer thinks of, guided by the branches that it reaches: {@code ./verify --long} lets it
 * try for a minute. The first byte chooses a framing, the second a limit.
 */
class FramingFuzzTest {

  private static final List<Framing> FRAMINGS =
      FramingCase.streams().map(FramingCase::framing).toList();

  @FuzzTest(maxDuration = "1m")
  void everythingIsToldApartTheSameByteByByte(byte[] bytes) {
    if (bytes.length < 2) {
      return;
    }
    Framing framing = FRAMINGS.get((bytes[0] & 0xff) % FRAMINGS.size());
    int max = 3 + (bytes[1] & 0xff);
    String wire = new String(bytes, 2, bytes.length - 2, ISO_8859_1);
    Reading whole = Reading.of(framing, max, true, List.of(wire));
    if (!Reading.of(framing, max, true, Reading.single(wire)).equals(whole)) {
      throw new AssertionError(framing.name() + " read differently in pieces: " + whole);
    }
  }
}
