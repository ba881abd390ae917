package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Opens sockets, and waits for them. {@link JdkTransport} is the one that is used where nothing
 * else is needed; other modules provide more ({@link ServiceLoader}), and tests wrap one.
 */
public interface Transport {

  /** Whether it has sockets of this kind, on this machine. */
  boolean has(Endpoint endpoint);

  /** Whether its sockets are known by descriptors, as some server models need. */
  default boolean hasDescriptors() {
    return false;
  }

  /**
   * Listens on every address that the endpoint means, with one port for all.
   *
   * @param acceptQueue the backlog of listen(2)
   * @param shared whether others that also say so may listen on the same port (SO_REUSEPORT,
   *     socket(7))
   * @throws EndpointException with a sentence that says what to do; nothing stays open
   */
  List<Listening> listen(Endpoint endpoint, int acceptQueue, boolean shared) throws IOException;

  /**
   * Binds datagram sockets in the same way.
   *
   * @throws EndpointException likewise
   */
  List<PacketSocket> bind(Endpoint endpoint, boolean shared) throws IOException;

  /**
   * A client's socket, not connected yet.
   *
   * @param remote the address to connect to: of the host, or the path
   * @param own the address to connect from; null for whatever the system takes
   */
  ClientSocket client(Endpoint endpoint, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException;

  /** Waits for sockets of this transport. */
  Poller poller() throws IOException;

  /**
   * The transport for this endpoint.
   *
   * @throws EndpointException with a sentence, where there is none here
   */
  static Transport of(Endpoint endpoint) throws EndpointException {
    Transport jdk = new JdkTransport();
    if (jdk.has(endpoint)) {
      return jdk;
    }
    return provided(endpoint);
  }

  /**
   * A transport whose sockets have descriptors.
   *
   * @throws EndpointException with a sentence, where there is none here
   */
  static Transport withDescriptors(Endpoint endpoint) throws EndpointException {
    return provided(endpoint);
  }

  private static Transport provided(Endpoint endpoint) throws EndpointException {
    return ServiceLoader.load(Transport.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(transport -> transport.has(endpoint))
        .findFirst()
        .orElseThrow(() -> Refusals.noTransport(endpoint));
  }
}
