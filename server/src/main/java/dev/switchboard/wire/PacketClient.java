package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** A client's UDP socket of the JDK. The channel is bound, so that its port stays its own. */
final class PacketClient extends ChannelClient {

  private final DatagramChannel channel;
  private final InetSocketAddress remote;

  PacketClient(DatagramChannel channel, InetSocketAddress remote) throws IOException {
    super(channel);
    this.channel = channel;
    this.remote = remote;
  }

  @Override
  public boolean connect() throws IOException {
    channel.connect(remote);
    return true;
  }

  @Override
  public void finishConnect() {}

  @Override
  public Endpoint local() throws IOException {
    return Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress());
  }

  @Override
  public Endpoint remote() {
    return Addresses.packetEndpoint(remote);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    InetSocketAddress sender = (InetSocketAddress) channel.receive(into);
    if (sender != null && !sender.equals(remote)) {
      into.clear(); // a stranger's, who found our port while we were not connected
      return NOTHING_YET;
    }
    return sender == null ? NOTHING_YET : into.position();
  }

  /**
   * A connected socket hears that nobody listens there (udp(7), ECONNREFUSED). But on it the JDK
   * sends no empty datagram, whichever method is asked; who wants that goes on without connection.
   */
  @Override
  public int write(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      channel.disconnect();
    }
    return channel.send(from, remote);
  }

  @Override
  public void finish() {
    throw new IllegalStateException(remote() + " has no stream that could be finished");
  }

  @Override
  public void reset() {
    close();
  }
}
