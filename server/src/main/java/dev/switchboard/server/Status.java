package dev.switchboard.server;

/**
 * What a server is doing.
 *
 * @param open connections that are open now
 * @param total connections that there have been
 */
public record Status(Phase phase, int open, long total) {

  /** The life of a server. */
  public enum Phase {
    SERVING,
    SUSPENDED,
    STOPPED
  }
}
