package dev.switchboard.rows;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringDatagramChannel;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.timeout.IdleStateHandler;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Netty on one of its transports, tuned as its own documentation advises.
 *
 * <ul>
 *   <li>One event loop, because every row has one core; it accepts too.
 *   <li>Writes are flushed when a batch of reads is complete, not one by one.
 *   <li>io_uring receives into a buffer ring (IoUringBufferRingConfig), which makes its receive
 *       multishot: 1024 buffers of 1 KiB, or 256 of 16 KiB for large messages, as the C row has.
 *       The ring takes new buffers as the old ones are used, so that none waits for a release.
 *   <li>Datagrams: epoll and io_uring receive and send in batches (MAX_DATAGRAM_PAYLOAD_SIZE).
 *   <li>Limits: lines of 64 KiB, 10 minutes without a byte in either direction (IdleStateHandler),
 *       1 MiB of pending output, beyond which nothing is read. Left out, in Netty's favour: limits
 *       of the time for a message and for a write, because WriteTimeoutHandler makes a task for
 *       each write, and nobody would measure with that.
 *   <li>The JVM has {@code --sun-misc-unsafe-memory-access=allow}, so that its buffers do not fall
 *       back on a slower access to memory.
 * </ul>
 */
final class NettyRow {

  private static final short RING = 1;
  private static final int DATAGRAMS_A_READ = 64;

  private NettyRow() {}

  private record Transport(
      IoHandlerFactory handlers,
      Class<? extends ServerSocketChannel> server,
      Class<? extends DatagramChannel> datagrams) {}

  static int start(String row, Mode mode) throws InterruptedException {
    Transport transport = transport(row, mode);
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, transport.handlers());
    Channel channel =
        mode == Mode.UDP ? bindDatagrams(row, transport, loop) : bind(row, transport, loop, mode);
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  private static Transport transport(String row, Mode mode) {
    return switch (row) {
      case "netty-nio" ->
          new Transport(
              NioIoHandler.newFactory(), NioServerSocketChannel.class, NioDatagramChannel.class);
      case "netty-epoll" ->
          new Transport(
              EpollIoHandler.newFactory(),
              EpollServerSocketChannel.class,
              EpollDatagramChannel.class);
      default ->
          new Transport(
              IoUringIoHandler.newFactory(ring(mode)),
              IoUringServerSocketChannel.class,
              IoUringDatagramChannel.class);
    };
  }

  private static IoUringIoHandlerConfig ring(Mode mode) {
    boolean bulk = mode == Mode.BULK;
    short buffers = (short) (bulk ? 256 : 1024);
    return new IoUringIoHandlerConfig()
        .setBufferRingConfig(
            IoUringBufferRingConfig.builder()
                .bufferGroupId(RING)
                .bufferRingSize(buffers)
                .batchSize(buffers)
                .allocator(new IoUringFixedBufferRingAllocator(bulk ? 16 << 10 : 1 << 10))
                .build());
  }

  private static Channel bind(String row, Transport transport, EventLoopGroup loop, Mode mode)
      throws InterruptedException {
    ServerBootstrap server =
        new ServerBootstrap()
            .group(loop)
            .channel(transport.server())
            .option(ChannelOption.SO_BACKLOG, RowLimits.ACCEPT_QUEUE)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(RowLimits.PENDING_OUTPUT / 2, RowLimits.PENDING_OUTPUT))
            .childHandler(pipeline(mode));
    if (row.equals("netty-io_uring")) {
      server.childOption(IoUringChannelOption.IO_URING_BUFFER_GROUP_ID, RING);
    }
    return server.bind("127.0.0.1", 0).sync().channel();
  }

  private static ChannelInitializer<Channel> pipeline(Mode mode) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(new IdleStateHandler(0, 0, RowLimits.IDLE.toSeconds(), TimeUnit.SECONDS));
        if (mode == Mode.LINE) {
          channel
              .pipeline()
              .addLast(new LineBasedFrameDecoder(RowLimits.LONGEST_LINE, false, true));
        }
        channel.pipeline().addLast(mode == Mode.LINE ? new NettyCapitals() : new NettyEcho());
      }
    };
  }

  private static Channel bindDatagrams(String row, Transport transport, EventLoopGroup loop)
      throws InterruptedException {
    boolean nio = row.equals("netty-nio");
    int read = nio ? RowLimits.DATAGRAM : RowLimits.DATAGRAM * DATAGRAMS_A_READ;
    Bootstrap datagrams =
        new Bootstrap()
            .group(loop)
            .channel(transport.datagrams())
            .option(ChannelOption.SO_RCVBUF, RowLimits.DATAGRAM_QUEUE)
            .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(read))
            .handler(new NettyDatagramEcho());
    if (row.equals("netty-epoll")) {
      datagrams.option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RowLimits.DATAGRAM);
    } else if (!nio) {
      datagrams.option(IoUringChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, RowLimits.DATAGRAM);
    }
    return datagrams.bind("127.0.0.1", 0).sync().channel();
  }
}
