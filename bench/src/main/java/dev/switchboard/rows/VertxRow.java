package dev.switchboard.rows;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.datagram.DatagramSocket;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.util.concurrent.TimeUnit;

/** Vert.x on its native transport, with one event loop. */
final class VertxRow {

  private VertxRow() {}

  static int start(Mode mode) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
    return mode == Mode.UDP ? bindDatagrams(vertx) : bind(vertx, mode);
  }

  private static int bind(Vertx vertx, Mode mode) {
    NetServerOptions options =
        new NetServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setTcpNoDelay(true)
            .setAcceptBacklog(RowLimits.ACCEPT_QUEUE)
            .setIdleTimeout((int) RowLimits.IDLE.toSeconds())
            .setIdleTimeoutUnit(TimeUnit.SECONDS);
    return vertx
        .createNetServer(options)
        .connectHandler(mode == Mode.LINE ? VertxRow::upper : VertxRow::echo)
        .listen()
        .await()
        .actualPort();
  }

  private static void echo(NetSocket socket) {
    socket.setWriteQueueMaxSize(RowLimits.PENDING_OUTPUT);
    socket.handler(bytes -> send(socket, bytes));
  }

  private static void upper(NetSocket socket) {
    socket.setWriteQueueMaxSize(RowLimits.PENDING_OUTPUT);
    RecordParser lines =
        RecordParser.newDelimited("\n", line -> send(socket, capitals(line)))
            .maxRecordSize(RowLimits.LONGEST_LINE);
    lines.exceptionHandler(tooLong -> socket.close());
    socket.handler(lines);
  }

  private static Buffer capitals(Buffer line) {
    byte[] bytes = line.getBytes();
    Capitals.in(bytes, 0, bytes.length);
    return Buffer.buffer(bytes.length + 1).appendBytes(bytes).appendByte((byte) '\n');
  }

  private static void send(NetSocket socket, Buffer bytes) {
    var _ = socket.write(bytes);
    if (socket.writeQueueFull()) {
      socket.pause();
      socket.drainHandler(room -> socket.resume());
    }
  }

  private static int bindDatagrams(Vertx vertx) {
    DatagramSocket socket =
        vertx.createDatagramSocket(
            new DatagramSocketOptions().setReceiveBufferSize(RowLimits.DATAGRAM_QUEUE));
    socket.handler(packet -> {
      var _ = socket.send(packet.data(), packet.sender().port(), packet.sender().host());
    });
    socket.listen(0, "127.0.0.1").await();
    return socket.localAddress().port();
  }
}
