package dev.switchboard.session;

/**
 * When a session's time is up: each limit counts from an event of its own, which is noted here.
 *
 * <p>All times are in nanoseconds of the driver's clock.
 */
final class Deadlines {

  /** As a time: never. As the time of an event: it has not happened. */
  static final long NEVER = Long.MAX_VALUE;

  private final SessionLimits limits;
  private final long idleNanos;
  private final long silenceNanos; // 0 where silence says nothing

  private long activity; // a byte went or came
  private long bytes; // bytes came
  private long message = NEVER; // the first byte of the message that is not complete
  private long progress; // the peer took a byte, or the first one began to wait
  private long full = NEVER; // a post was refused, and the peer has not caught up since
  private long lingering = NEVER; // our end of the stream was sent

  /** When the conversation wants to be woken; the only wish among the limits. */
  private long wake = NEVER;

  Deadlines(SessionLimits limits, boolean connects, long silenceNanos) {
    this.limits = limits;
    this.idleNanos = connects ? limits.idle() : limits.datagramIdle();
    this.silenceNanos = silenceNanos;
  }

  private static long later(long since, long nanos) {
    if (since == NEVER) {
      return NEVER;
    }
    long time = since + nanos;
    return time < 0 ? NEVER : time;
  }

  void active(long now) {
    activity = now;
  }

  void bytesCame(long now) {
    activity = now;
    bytes = now;
  }

  void bytesWent(long now) {
    activity = now;
    progress = now;
  }

  void writeBegan(long now) {
    progress = now;
  }

  void messageBegan(long now) {
    message = now;
  }

  /** No message has begun, or its rest is not read now: nobody is late, and nobody silent. */
  void noMessage() {
    message = NEVER;
  }

  boolean inMessage() {
    return message != NEVER;
  }

  void foundFull(long now) {
    if (full == NEVER) {
      full = now;
    }
  }

  void caughtUp() {
    full = NEVER;
  }

  void lingers(long now) {
    lingering = now;
  }

  void wakeAfter(long nanos, long now) {
    wake = later(now, Math.max(0, nanos));
  }

  /** Whether the conversation is to be woken now, which it wished once. */
  boolean takeWake(long now) {
    boolean due = now >= wake;
    if (due) {
      wake = NEVER;
    }
    return due;
  }

  long idle() {
    return later(activity, idleNanos);
  }

  long late() {
    return later(message, limits.messageTime());
  }

  long silence() {
    // After a time without reading, silence begins when reading does.
    return message == NEVER || silenceNanos == 0
        ? NEVER
        : later(Math.max(message, bytes), silenceNanos);
  }

  long write() {
    return later(progress, limits.write());
  }

  long tooSlow() {
    return later(full, limits.tooSlow());
  }

  long lingered() {
    return later(lingering, limits.lingerTime());
  }

  /** The first of those that count while the peer keeps nobody waiting and nobody works. */
  long whileReading() {
    return Math.min(idle(), whileBusy());
  }

  /** The first of those that count always. */
  long whileBusy() {
    return Math.min(wake, Math.min(late(), silence()));
  }

  /** The first of those that count while something waits for the peer. */
  long whileWriting() {
    return Math.min(whileBusy(), Math.min(write(), tooSlow()));
  }
}
