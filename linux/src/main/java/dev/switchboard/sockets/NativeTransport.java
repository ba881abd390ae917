package dev.switchboard.sockets;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.ClientSocket;
import dev.switchboard.wire.EachAddress;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.PacketSocket;
import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sockets of Linux by their descriptors: TCP, UDP, and all of unix(7), abstract names too.
 *
 * <p>To ask what it has costs nothing: foreign functions are loaded with the first socket.
 */
public final class NativeTransport implements Transport {

  /** Those whose numbers of system calls {@code kernel.Call} knows. */
  private static final Set<String> MACHINES = Set.of("amd64", "aarch64");

  /** Linux's sockets, with nothing to choose. */
  public NativeTransport() {}

  @Override
  public boolean has(Endpoint endpoint) {
    return System.getProperty("os.name").equals("Linux")
        && MACHINES.contains(System.getProperty("os.arch"));
  }

  @Override
  public boolean hasDescriptors() {
    return true;
  }

  @Override
  public List<Listening> listen(Endpoint endpoint, int acceptQueue, boolean shared)
      throws IOException {
    if (!endpoint.connects()) {
      throw new IllegalArgumentException("nobody can listen on " + endpoint);
    }
    return switch (endpoint) {
      case Endpoint.Inet inet ->
          EachAddress.listening(
              inet, (address, port) -> NativeListening.on(address, port, acceptQueue, shared));
      case Endpoint.Local local -> List.of(NativeListening.on(local, acceptQueue));
    };
  }

  @Override
  public List<PacketSocket> bind(Endpoint endpoint, boolean shared) throws IOException {
    return switch (endpoint) {
      case Endpoint.Udp udp ->
          EachAddress.packets(udp, (address, port) -> NativePackets.on(address, port, shared));
      case Endpoint.Unixgram unixgram -> List.of(NativePackets.on(unixgram));
      default ->
          throw new IllegalArgumentException(endpoint + " has no packets without connections");
    };
  }

  @Override
  public ClientSocket client(Endpoint endpoint, SocketAddress remote, @Nullable SocketAddress own)
      throws IOException {
    return NativeClient.to(endpoint, remote, own);
  }

  @Override
  public Poller poller() throws IOException {
    return new EpollPoller();
  }
}
