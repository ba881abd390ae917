package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * What a fuzzer thinks of, guided by the branches that it reaches: {@code ./verify --long} lets it
 * try for a minute. It starts from the replies in the folder {@code ReplyFuzzTestInputs}.
 */
class ReplyFuzzTest {

  @FuzzTest(maxDuration = "1m")
  void everythingIsReadTheSameByteByByte(byte[] bytes) {
    String wire = new String(bytes, ISO_8859_1);
    String whole = Reading.of(wire);
    if (!Reading.of(List.of(wire.split("", -1))).equals(whole)) {
      throw new AssertionError("read differently in pieces: " + whole);
    }
  }
}
