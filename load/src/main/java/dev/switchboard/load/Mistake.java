package dev.switchboard.load;

/**
 * Something wrong that a connection received.
 *
 * @param connection from 0
 * @param message which answer it was in, from 0
 * @param kind as far as the bytes tell
 * @param what a sentence
 */
public record Mistake(int connection, long message, Kind kind, String what) {

  /** How bytes can be wrong. */
  public enum Kind {
    /** Bytes of this connection that should have come later: some before them are missing. */
    LOST,
    /** Bytes of this connection that have come before. */
    DOUBLED,
    /** Bytes that belong to another connection. */
    MIXED_UP,
    /** Bytes that nobody sent. */
    FOREIGN,
    /** The connection ended. */
    ENDED
  }
}
