package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A client's stream socket of the JDK: TCP or Unix. */
final class StreamClient extends ChannelClient {

  private final SocketChannel channel;
  private final SocketAddress remote;

  StreamClient(SocketChannel channel, SocketAddress remote) throws IOException {
    super(channel);
    this.channel = channel;
    this.remote = remote;
  }

  @Override
  public boolean connect() throws IOException {
    boolean connected = channel.connect(remote);
    if (connected) {
      setUp();
    }
    return connected;
  }

  @Override
  public void finishConnect() throws IOException {
    channel.finishConnect();
    setUp();
  }

  private void setUp() throws IOException {
    if (remote instanceof InetSocketAddress) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  @Override
  public Endpoint local() throws IOException {
    return Addresses.streamEndpoint(channel.getLocalAddress());
  }

  @Override
  public Endpoint remote() {
    return Addresses.streamEndpoint(remote);
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int count = channel.read(into);
    return count == 0 ? NOTHING_YET : count;
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return channel.write(from);
  }

  @Override
  public void finish() throws IOException {
    channel.shutdownOutput();
  }

  @Override
  public void reset() {
    if (remote instanceof InetSocketAddress) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        close();
        return; // it is closed already
      }
    }
    close();
  }
}
