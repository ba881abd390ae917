package dev.switchboard.script;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a script went.
 *
 * @param script which one
 * @param place with whom it was played
 * @param played the steps that went well, in order
 * @param failure what differed, or null
 * @param time from the beginning to the end
 */
public record Report(
    Script script, String place, List<Played> played, @Nullable Failure failure, Duration time) {

  public Report {
    played = List.copyOf(played);
  }

  public boolean passed() {
    return failure == null;
  }

  /** A sentence, and where it failed the story: the steps so far, what was expected and came. */
  @Override
  public String toString() {
    Failure it = failure;
    return it == null
        ? "%s: passed, %d steps, %s".formatted(script.name(), played.size(), place)
        : new Story(this, it).toString();
  }
}
