package dev.switchboard.load;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.time.Duration;

/**
 * A load that is being described. {@link #run} makes it.
 *
 * <pre>
 *   LoadReport report = Load.on(Endpoint.tcp("127.0.0.1", 7007))
 *       .connections(64)
 *       .lasting(Duration.ofSeconds(5))
 *       .run();
 * </pre>
 *
 * <p>Closed loop, unless a rate is said: each connection has {@code depth} messages on their way
 * and sends the next when one is answered. With a rate, messages are sent at fixed times whatever
 * the answers do, and a wait counts from the time at which a message should have been sent: a
 * server that stands still for a second has made all wait that came in it.
 *
 * <p>Each method answers a description with that one thing changed.
 *
 * @param endpoint whom to load; over packets each connection is a socket of its own
 * @param connections 1 or more
 * @param bytes of a message, 1 or more; over packets 16 or more
 * @param depth messages that a connection may have on their way, 1 or more
 * @param rate messages a second in all, or 0 for a closed loop
 * @param answer what the server makes of a message
 * @param lines whether each message ends with a line feed
 * @param warmUp for how long answers are checked and not counted
 * @param time for how long they are counted
 * @param patience how long an answer may take before it counts as lost
 */
public record Load(
    Endpoint endpoint,
    int connections,
    int bytes,
    int depth,
    double rate,
    Answer answer,
    boolean lines,
    Duration warmUp,
    Duration time,
    Duration patience) {

  /** What the server makes of a message. */
  public enum Answer {
    /** It comes back as it is. */
    ECHO,
    /** It comes back in capitals. */
    UPPER
  }

  private static final int LEAST_PACKET = 16;

  public Load {
    atLeast("connections", connections, 1);
    atLeast("bytes", bytes, endpoint.packets() ? LEAST_PACKET : 1);
    atLeast("depth", depth, 1);
    if (rate < 0 || !Double.isFinite(rate)) {
      throw new IllegalArgumentException("a rate is 0 or more a second, not " + rate);
    }
  }

  private static void atLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(what + ": " + least + " or more, not " + value);
    }
  }

  /** One connection, one message of 64 bytes on its way, echoed, for a second after a second. */
  public static Load on(Endpoint endpoint) {
    return new Load(
        endpoint,
        1,
        64,
        1,
        0,
        Answer.ECHO,
        false,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1));
  }

  public Load connections(int count) {
    return new Load(endpoint, count, bytes, depth, rate, answer, lines, warmUp, time, patience);
  }

  public Load bytes(int count) {
    return new Load(
        endpoint, connections, count, depth, rate, answer, lines, warmUp, time, patience);
  }

  public Load depth(int count) {
    return new Load(
        endpoint, connections, bytes, count, rate, answer, lines, warmUp, time, patience);
  }

  public Load rate(double perSecond) {
    return new Load(
        endpoint, connections, bytes, depth, perSecond, answer, lines, warmUp, time, patience);
  }

  /** Messages are lines, and come back in capitals. */
  public Load upperLines() {
    return new Load(
        endpoint, connections, bytes, depth, rate, Answer.UPPER, true, warmUp, time, patience);
  }

  public Load warmingUpFor(Duration chosen) {
    return new Load(
        endpoint, connections, bytes, depth, rate, answer, lines, chosen, time, patience);
  }

  public Load lasting(Duration chosen) {
    return new Load(
        endpoint, connections, bytes, depth, rate, answer, lines, warmUp, chosen, patience);
  }

  public Load patience(Duration chosen) {
    return new Load(endpoint, connections, bytes, depth, rate, answer, lines, warmUp, time, chosen);
  }

  /**
   * Connects all, loads, and closes. The calling thread does it all.
   *
   * @throws IOException when a connection cannot be made, with a sentence
   */
  public LoadReport run() throws IOException {
    return run(hasRing());
  }

  LoadReport run(boolean onRing) throws IOException {
    Run run = new Run(this);
    try (Engine engine = onRing ? new OnRing(this, run) : new Polling(this, run)) {
      return run.by(engine);
    }
  }

  private static boolean hasRing() {
    return ServerModel.available().stream().anyMatch(model -> model.name().equals("ring"));
  }
}
