package dev.switchboard.wire;

import dev.switchboard.endpoint.Endpoint;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A stream socket of the JDK: TCP or Unix. */
public final class SocketWire implements Wire {

  private final SocketChannel channel;
  private final Endpoint local;
  private final Endpoint remote;

  /**
   * The channel must be connected. TCP_NODELAY is set: whole messages are written with one call.
   */
  public SocketWire(SocketChannel channel) throws IOException {
    this.channel = channel;
    this.local = Addresses.streamEndpoint(channel.getLocalAddress());
    this.remote = Addresses.streamEndpoint(channel.getRemoteAddress());
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
  }

  @Override
  public Endpoint local() {
    return local;
  }

  @Override
  public Endpoint remote() {
    return remote;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  /** The JDK knows it of TCP sockets alone. */
  @Override
  public int waiting() {
    try {
      return remote instanceof Endpoint.Inet ? channel.socket().getInputStream().available() : 0;
    } catch (IOException e) {
      return 0; // closed, and whoever reads will find out
    }
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
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is gone in any case (close(2)), and there is nothing left to lose.
      return;
    }
  }

  @Override
  public void reset() {
    try {
      if (channel.supportedOptions().contains(StandardSocketOptions.SO_LINGER)) {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      }
    } catch (IOException e) {
      // Already closed, or reset by the peer: there is no connection to reset.
      return;
    } finally {
      close();
    }
  }

  @Override
  public void blocking(boolean waits) throws IOException {
    channel.configureBlocking(waits);
  }

  @Override
  public Pollable pollable() {
    return new SelectorPoller.Channel(channel);
  }
}
