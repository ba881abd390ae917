package dev.switchboard.session;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Every number that bounds a session or a server. A limit is lifted with {@link #UNBOUNDED} or
 * {@link #FOREVER}.
 *
 * @param message the longest message that is accepted, in bytes; without a limit 1 GiB
 * @param pendingOutput wire bytes that may wait for a peer that does not read
 * @param messageTime from the first byte of a message to its last
 * @param idle without a byte in either direction, also before the first message
 * @param write without a byte taken by the peer while some wait for it
 * @param tooSlow how long a connection that refused a post may stay behind by more than half of
 *     {@code pendingOutput}
 * @param turn messages that a connection may have answered before others get their turn
 * @param lingerBytes read and thrown away after our end of the stream was sent
 * @param lingerTime how long that is done
 * @param connections open at the same time
 * @param datagramSessions remote addresses that are remembered at the same time
 * @param datagramIdle how long one is remembered without a packet
 * @param drain from the wish to stop until what is still open is closed
 * @param handshake for a TLS handshake, from the connection to its end
 * @param acceptQueue clients that wait for accept; the kernel may hold fewer (listen(2),
 *     somaxconn). Of 0 Linux makes one; not every transport has it
 */
public record Limits(
    int message,
    int pendingOutput,
    Duration messageTime,
    Duration idle,
    Duration write,
    Duration tooSlow,
    int turn,
    int lingerBytes,
    Duration lingerTime,
    int connections,
    int datagramSessions,
    Duration datagramIdle,
    Duration drain,
    Duration handshake,
    int acceptQueue) {

  /** No limit on a number. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  /** No limit on a time. */
  public static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

  private static final Limits DEFAULTS = new Draft().limits();

  public Limits {
    atLeastOne("message", message);
    atLeastOne("pendingOutput", pendingOutput);
    positive("messageTime", messageTime);
    positive("idle", idle);
    positive("write", write);
    positive("tooSlow", tooSlow);
    atLeastOne("turn", turn);
    positive("lingerTime", lingerTime);
    atLeastOne("connections", connections);
    atLeastOne("datagramSessions", datagramSessions);
    positive("datagramIdle", datagramIdle);
    positive("drain", drain);
    positive("handshake", handshake);
    notNegative("lingerBytes", lingerBytes);
    notNegative("acceptQueue", acceptQueue);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("the limit " + name + " is 1 or more, not " + value);
    }
  }

  private static void notNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException("the limit " + name + " cannot be " + value);
    }
  }

  private static void positive(String name, Duration value) {
    if (!value.isPositive() || value.compareTo(FOREVER) > 0) {
      throw new IllegalArgumentException(
          "the limit " + name + " is a positive time of at most 292 years, not " + value);
    }
  }

  /** The values that {@link Draft} begins with. */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** These limits with some changed: {@code limits.with(it -> it.message = 1024)}. */
  public Limits with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.limits();
  }

  /** Limits that are being changed, each by its name; nobody keeps one. */
  public static final class Draft {

    public int message = 64 << 10;
    public int pendingOutput = 1 << 20;
    public Duration messageTime = Duration.ofSeconds(30);
    public Duration idle = Duration.ofMinutes(10);
    public Duration write = Duration.ofSeconds(30);
    public Duration tooSlow = Duration.ofSeconds(10);
    public int turn = 64;
    public int lingerBytes = 64 << 10;
    public Duration lingerTime = Duration.ofSeconds(2);
    public int connections = 10_000;
    public int datagramSessions = 10_000;
    public Duration datagramIdle = Duration.ofSeconds(60);
    public Duration drain = Duration.ofSeconds(5);
    public Duration handshake = Duration.ofSeconds(10);
    public int acceptQueue = 128;

    private Draft() {}

    private Draft(Limits limits) {
      message = limits.message;
      pendingOutput = limits.pendingOutput;
      messageTime = limits.messageTime;
      idle = limits.idle;
      write = limits.write;
      tooSlow = limits.tooSlow;
      turn = limits.turn;
      lingerBytes = limits.lingerBytes;
      lingerTime = limits.lingerTime;
      connections = limits.connections;
      datagramSessions = limits.datagramSessions;
      datagramIdle = limits.datagramIdle;
      drain = limits.drain;
      handshake = limits.handshake;
      acceptQueue = limits.acceptQueue;
    }

    private Limits limits() {
      return new Limits(
          message,
          pendingOutput,
          messageTime,
          idle,
          write,
          tooSlow,
          turn,
          lingerBytes,
          lingerTime,
          connections,
          datagramSessions,
          datagramIdle,
          drain,
          handshake,
          acceptQueue);
    }
  }
}
