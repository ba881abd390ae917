package dev.switchboard.script;

import java.util.Locale;

/** What a script is spoken over. */
public enum Transport {
  TCP,
  UDP,
  UNIX;

  /** Whether what one side sends with one call arrives as one packet or not at all. */
  public boolean packets() {
    return this == UDP;
  }

  /** As it is written. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
