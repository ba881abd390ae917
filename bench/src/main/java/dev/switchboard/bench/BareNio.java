package dev.switchboard.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An echo server as one writes it by hand with a selector: no session, no limits, no events. What
 * `select` is held against.
 */
public final class BareNio {

  private static final int BUFFER_BYTES = 64 << 10;

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listener = ServerSocketChannel.open();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
  private final Consumer<SelectionKey> each = this::ready; // made once, not for each select

  private BareNio(int port) throws IOException {
    listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1024);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Echoes on a thread of its own for as long as the process lives; answers the port. */
  public static int start(int port) throws IOException {
    BareNio server = new BareNio(port);
    Thread.ofPlatform().name("bare-nio").start(server::run);
    return server.listener.socket().getLocalPort();
  }

  private void run() {
    try {
      while (true) {
        selector.select(each);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the selector failed", e);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept();
      } else if (key.isWritable()) {
        writeRest(key);
      } else {
        echo(key);
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private void accept() throws IOException {
    for (SocketChannel peer = listener.accept(); peer != null; peer = listener.accept()) {
      peer.configureBlocking(false);
      peer.setOption(StandardSocketOptions.TCP_NODELAY, true);
      peer.register(selector, SelectionKey.OP_READ);
    }
  }

  private void echo(SelectionKey key) throws IOException {
    SocketChannel peer = (SocketChannel) key.channel();
    buffer.clear();
    if (peer.read(buffer) < 0) {
      peer.close();
      return;
    }
    buffer.flip();
    peer.write(buffer);
    if (buffer.hasRemaining()) { // the peer does not read: nothing is read from it either
      key.attach(ByteBuffer.allocate(buffer.remaining()).put(buffer).flip());
      key.interestOps(SelectionKey.OP_WRITE);
    }
  }

  private static void writeRest(SelectionKey key) throws IOException {
    @Nullable ByteBuffer rest = (ByteBuffer) key.attachment();
    ((SocketChannel) key.channel()).write(rest);
    if (rest == null || !rest.hasRemaining()) {
      key.attach(null);
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      key.cancel();
    }
  }
}
