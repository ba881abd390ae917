package dev.switchboard.script;

import org.jspecify.annotations.Nullable;

/** Tells what became of the program on the other side. Any thread may ask. */
@FunctionalInterface
public interface Crash {

  /** Nothing is known. */
  Crash UNKNOWN = () -> null;

  /** Why the program fell, as the end of a sentence, or null while it has not. */
  @Nullable String reason();
}
