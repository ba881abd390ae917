package dev.switchboard.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/**
 * An echo server as one writes it by hand with a virtual thread for each connection: no session, no
 * limits, no events. What `virtual` is held against.
 */
public final class BareVirtual {

  private static final int BUFFER_BYTES = 16 << 10;

  private BareVirtual() {}

  /** Echoes for as long as the process lives; answers the port. */
  public static int start(int port) throws IOException {
    ServerSocket listener = new ServerSocket(port, 1024, InetAddress.ofLiteral("127.0.0.1"));
    Thread.ofPlatform().name("bare-virtual").start(() -> accept(listener));
    return listener.getLocalPort();
  }

  private static void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket peer = listener.accept();
        Thread.ofVirtual().start(() -> echo(peer));
      }
    } catch (IOException e) {
      throw new IllegalStateException("accept failed", e);
    }
  }

  private static void echo(Socket peer) {
    try (peer) {
      peer.setTcpNoDelay(true);
      InputStream in = peer.getInputStream();
      OutputStream out = peer.getOutputStream();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (SocketException e) {
      return; // the peer is gone; try closes our end
    } catch (IOException e) {
      throw new IllegalStateException("the echo failed", e);
    }
  }
}
