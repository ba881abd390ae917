package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.List;

/** Opens sockets. {@link JdkTransport} is the one that is used; tests wrap it. */
public interface Transport {

  /**
   * Listens on every address that the endpoint means, with one port for all.
   *
   * @param acceptQueue the backlog of listen(2)
   * @throws EndpointException with a sentence that says what to do; nothing stays open
   */
  List<Listening> listen(Endpoint endpoint, int acceptQueue) throws IOException;

  /**
   * Binds datagram sockets, non-blocking, in the same way.
   *
   * @throws EndpointException likewise
   */
  List<DatagramChannel> bind(Endpoint.Udp endpoint) throws IOException;
}
