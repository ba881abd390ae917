package dev.switchboard.services;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Service;
import java.util.List;

/**
 * A service as it stands in the catalogue.
 *
 * @param name on the command line
 * @param does what it does, in a sentence
 * @param schemes the transports that it is served on, {@code tcp} or {@code udp}
 * @param port the usual one
 * @param framing over streams; over packets it is always {@code datagram}
 * @param maxMessage the longest message in bytes
 * @param ends when a connection ends
 * @param origin where it comes from
 * @param service the service itself
 * @param oneReply whether it closes after its first reply, where nobody asks it to go on
 */
public record Entry(
    String name,
    String does,
    List<String> schemes,
    int port,
    Framing framing,
    int maxMessage,
    String ends,
    String origin,
    Service service,
    boolean oneReply) {

  /**
   * The service as it is served.
   *
   * @param repeat whether to go on after the first reply until the client leaves
   */
  public Service service(boolean repeat) {
    return oneReply && !repeat ? service.once() : service;
  }
}
