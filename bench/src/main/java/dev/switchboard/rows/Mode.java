package dev.switchboard.rows;

import java.util.Locale;

/** What a row does. */
public enum Mode {
  /** Whatever comes goes back. */
  ECHO,
  /** The same, for large messages: who has buffers of a fixed size takes larger ones. */
  BULK,
  /** Every line goes back in capitals. */
  LINE,
  /** Every datagram goes back. */
  UDP;

  /** As it stands on a row's command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Mode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
