package dev.switchboard.session;

/**
 * The limits of a session as the plain numbers that it compares with; made once for a server, not
 * for each connection. Times are in nanoseconds.
 */
public record SessionLimits(
    Limits limits,
    int message,
    long pendingOutput,
    long messageTime,
    long idle,
    long write,
    long tooSlow,
    int turn,
    long lingerBytes,
    long lingerTime,
    long datagramIdle,
    long handshake) {

  /**
   * What is held of a message lies in one array with what follows it, and an array ends at 2 GiB.
   */
  private static final int LARGEST_MESSAGE = 1 << 30;

  public static SessionLimits of(Limits limits) {
    return new SessionLimits(
        limits,
        Math.min(limits.message(), LARGEST_MESSAGE),
        limits.pendingOutput(),
        limits.messageTime().toNanos(),
        limits.idle().toNanos(),
        limits.write().toNanos(),
        limits.tooSlow().toNanos(),
        limits.turn(),
        limits.lingerBytes(),
        limits.lingerTime().toNanos(),
        limits.datagramIdle().toNanos(),
        limits.handshake().toNanos());
  }
}
