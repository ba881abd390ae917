package dev.switchboard.rows;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Sends every line back in capitals, out of the memory in which it came. */
final class NettyCapitals extends NettyEcho {

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf line = (ByteBuf) message;
    for (int i = line.readerIndex(); i < line.writerIndex(); i++) {
      line.setByte(i, Capitals.of(line.getByte(i)));
    }
    var _ = context.write(line, context.voidPromise());
  }
}
