package dev.switchboard.script;

import dev.switchboard.framing.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What differed from a script.
 *
 * @param step at which step, or null at the script's end
 * @param what a sentence
 * @param expected the bytes that should have come, or null where something else should
 * @param got the bytes that came in their place
 */
public record Failure(
    @Nullable Step step, Kind kind, String what, @Nullable Frame expected, @Nullable Frame got) {

  /** The ways in which the other side can fail, which are never mixed up. */
  public enum Kind {
    /** Something else came. */
    WRONG,
    /** Nothing came, for as long as was waited. */
    SILENT,
    /** The other side ended its stream. */
    CLOSED,
    /** The connection was reset, or broke otherwise. */
    RESET,
    /** The program on the other side fell. */
    CRASHED,
    /** There was no connection. */
    UNREACHED
  }
}
