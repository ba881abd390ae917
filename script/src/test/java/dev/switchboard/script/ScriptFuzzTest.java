package dev.switchboard.script;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.switchboard.session.Service;
import java.util.Locale;

/**
 * What a fuzzer thinks of, guided by the branches that it reaches: {@code ./verify --long} lets it
 * try for a minute. It starts from the scripts in the folder {@code ScriptFuzzTestInputs}.
 */
class ScriptFuzzTest {

  private static final Service UPPER = Service.replying(text -> text.toUpperCase(Locale.ROOT));

  /** Time passes by hand only, and what a script may ask for in bytes is bounded here. */
  private static final long MOST_BYTES = 1 << 20;

  @FuzzTest(maxDuration = "1m")
  void everyTextIsAScriptThatEndsOrAnErrorWithItsPlace(byte[] bytes) {
    Script script;
    try {
      script = Script.parse("f.talk", bytes);
    } catch (ScriptException e) {
      if (e.line() < 1 || e.column() < 1) {
        throw new AssertionError("an error without a place", e);
      }
      return;
    }
    long asked =
        script.steps().stream()
            .map(Step::act)
            .mapToLong(act ->
                switch (act) {
                  case Act.Data data -> data.length();
                  case Act.Message message -> message.data().length();
                  default -> 0;
                })
            .sum();
    if (asked <= MOST_BYTES && script.inMemory(UPPER).toString().isEmpty()) {
      throw new AssertionError("a report that says nothing");
    }
  }
}
