package dev.switchboard.wire;

import java.io.IOException;
import java.nio.channels.SelectableChannel;

/** A client's socket that is a channel of the JDK; the channel does not block any more. */
abstract sealed class ChannelClient implements ClientSocket permits StreamClient, PacketClient {

  private final SelectableChannel channel;

  ChannelClient(SelectableChannel channel) throws IOException {
    this.channel = channel;
    channel.configureBlocking(false);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      return; // the descriptor is gone in any case
    }
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public Pollable pollable() {
    return new SelectorPoller.Channel(channel);
  }
}
