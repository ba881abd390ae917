package dev.switchboard.session;

/** What a session asks its driver to do with the connection. */
public enum Wish {
  /** Nothing: go on. */
  NONE,
  /** Send the end of our stream: shutdown(2) with SHUT_WR. Asked for once, when all is written. */
  FINISH,
  /** Close the connection. The session has ended. */
  CLOSE,
  /** Close it with a reset: SO_LINGER of 0. The session has ended. */
  RESET
}
