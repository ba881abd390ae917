package dev.switchboard.rows;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ThreadFactory;

/**
 * Plain {@code java.net} with a thread for each connection, as one writes it by hand: no session,
 * no limits but the longest line and the time without a byte.
 */
final class JavaNetRow {

  private static final int BUFFER_BYTES = 16 << 10;

  private final Mode mode;
  private final ThreadFactory threads;

  private JavaNetRow(ThreadFactory threads, Mode mode) {
    this.threads = threads;
    this.mode = mode;
  }

  static int start(ThreadFactory threads, Mode mode) throws IOException {
    JavaNetRow row = new JavaNetRow(threads, mode);
    InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    if (mode == Mode.UDP) {
      DatagramSocket socket = new DatagramSocket(new InetSocketAddress(here, 0));
      socket.setReceiveBufferSize(RowLimits.DATAGRAM_QUEUE);
      threads.newThread(() -> echoDatagrams(socket)).start();
      return socket.getLocalPort();
    }
    ServerSocket listener = new ServerSocket(0, RowLimits.ACCEPT_QUEUE, here);
    Thread.ofPlatform().start(() -> row.accept(listener));
    return listener.getLocalPort();
  }

  private void accept(ServerSocket listener) {
    try {
      while (true) {
        Socket peer = listener.accept();
        threads.newThread(() -> serve(peer)).start();
      }
    } catch (IOException e) {
      throw new IllegalStateException("accept failed", e);
    }
  }

  private void serve(Socket peer) {
    try (peer) {
      peer.setTcpNoDelay(true);
      peer.setSoTimeout((int) RowLimits.IDLE.toMillis());
      if (mode == Mode.LINE) {
        upper(peer.getInputStream(), peer.getOutputStream());
      } else {
        echo(peer.getInputStream(), peer.getOutputStream());
      }
    } catch (IOException e) {
      return; // the peer is gone or silent; try closes our end
    }
  }

  private static void echo(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      out.write(buffer, 0, count);
    }
  }

  /** All whole lines that came with one read go out with one write. */
  private static void upper(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    int held = 0; // the beginning of a line
    for (int count = in.read(buffer); count >= 0; ) {
      int whole = afterLastLine(buffer, held, held + count);
      Capitals.in(buffer, 0, whole);
      out.write(buffer, 0, whole);
      held = held + count - whole;
      System.arraycopy(buffer, whole, buffer, 0, held);
      if (held > RowLimits.LONGEST_LINE) {
        return;
      }
      if (held == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
      }
      count = in.read(buffer, held, buffer.length - held);
    }
  }

  /** The index behind the last LF in {@code bytes[from, to)}, else 0. */
  private static int afterLastLine(byte[] bytes, int from, int to) {
    for (int i = to; i > from; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  private static void echoDatagrams(DatagramSocket socket) {
    DatagramPacket packet = new DatagramPacket(new byte[RowLimits.DATAGRAM], RowLimits.DATAGRAM);
    try {
      while (true) {
        packet.setLength(RowLimits.DATAGRAM);
        socket.receive(packet);
        socket.send(packet);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the datagram socket failed", e);
    }
  }
}
