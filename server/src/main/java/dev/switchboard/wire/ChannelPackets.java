package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.Nullable;

/** A UDP socket of the JDK. */
final class ChannelPackets implements PacketSocket {

  private final DatagramChannel channel;
  private final Endpoint endpoint;

  /** The channel must be bound. */
  ChannelPackets(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.endpoint = Addresses.packetEndpoint((InetSocketAddress) channel.getLocalAddress());
    channel.configureBlocking(false);
  }

  private record From(ChannelPackets socket, InetSocketAddress address) implements Sender {

    @Override
    public Endpoint endpoint() {
      return Addresses.packetEndpoint(address);
    }

    @Override
    public boolean send(ByteBuffer packet) throws IOException {
      boolean empty = !packet.hasRemaining();
      return socket.channel.send(packet, address) > 0 || empty;
    }
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public @Nullable Sender receive(ByteBuffer into) throws IOException {
    InetSocketAddress sender = (InetSocketAddress) channel.receive(into);
    return sender == null ? null : new From(this, sender);
  }

  @Override
  public Pollable pollable() {
    return new SelectorPoller.Channel(channel);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the descriptor is gone in any case
    }
  }
}
