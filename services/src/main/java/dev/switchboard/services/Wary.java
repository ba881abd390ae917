package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Optional;
import java.util.Set;

/**
 * A service that is wary of forged packets. Over UDP anybody can write another's address on a
 * packet, and a service that answers it does two kinds of harm:
 *
 * <ul>
 *   <li>The forged sender is another service that answers everything: the two then talk for ever.
 *       So what seems to come from the port of such a service is not answered.
 *   <li>The answer is longer than the question: so an attacker with few packets sends many to
 *       somebody else. Services of that kind answer only this machine, unless asked to reflect.
 * </ul>
 *
 * <p>Over a stream there is nothing to fear: who is heard has been reached.
 *
 * @param onlyHere whether only this machine is answered
 */
record Wary(Service inner, boolean onlyHere) implements Service {

  /** Of echo, discard, daytime, qotd, chargen and time, by their RFCs. */
  private static final Set<Integer> WELL_KNOWN_PORTS = Set.of(7, 9, 13, 17, 19, 37);

  /** The same and others in this catalogue. */
  private static final Set<Integer> OUR_PORTS =
      Set.of(7007, 7009, 7017, 7019, 7037, 8821, 9999, 12_000);

  @Override
  public Conversation begin(Peer peer) {
    Optional<String> why = peer.packets() ? refusal(peer) : Optional.empty();
    return why.<Conversation>map(Unanswered::new).orElseGet(() -> inner.begin(peer));
  }

  private Optional<String> refusal(Peer peer) {
    int port = port(peer.remote());
    if (WELL_KNOWN_PORTS.contains(port)
        || OUR_PORTS.contains(port)
        || peer.remote().equals(peer.local())) {
      return Optional.of(
          "nothing from port " + port + " is answered: two services would go on for ever");
    }
    return onlyHere && !isThisMachine(peer.remote())
        ? Optional.of("only this machine is answered here: a longer answer can be turned on others")
        : Optional.empty();
  }

  /** Of {@code udp://HOST:PORT}; -1 where there is none, as in memory. */
  private static int port(String endpoint) {
    if (!endpoint.startsWith("udp://")) {
      return -1;
    }
    String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1;
  }

  private static boolean isThisMachine(String endpoint) {
    if (!endpoint.startsWith("udp://")) {
      return true; // there is no network between us
    }
    String host =
        endpoint.substring("udp://".length(), endpoint.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    try {
      InetAddress address = InetAddress.ofLiteral(host);
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (IllegalArgumentException | SocketException e) {
      return false; // when in doubt
    }
  }

  /** Ends at once and says why, so that nothing is kept of a packet that somebody forged. */
  private record Unanswered(String why) implements Conversation {

    @Override
    public void received(Frame packet, Outbox outbox) {
      throw new MalformedException(0, why);
    }
  }
}
