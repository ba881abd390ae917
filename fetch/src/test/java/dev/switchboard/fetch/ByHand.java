package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.FutureTask;

/** A server for one client, written out with the JDK's sockets: for what must happen in order. */
final class ByHand implements AutoCloseable {

  /** What it does with its client. */
  interface Part {
    void with(Socket client) throws Exception;
  }

  private final ServerSocket listening;
  private final FutureTask<Boolean> work;

  private ByHand(ServerSocket listening, Part part) {
    this.listening = listening;
    this.work =
        new FutureTask<>(() -> {
          try (Socket client = listening.accept()) {
            part.with(client);
          }
          return true;
        });
    Thread.ofVirtual().start(work);
  }

  static ByHand doing(Part part) throws IOException {
    return new ByHand(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()), part);
  }

  Url url() {
    return new Url("127.0.0.1", listening.getLocalPort(), "/");
  }

  /** Reads a request without a body. */
  static void hear(Socket client) throws IOException {
    InputStream in = client.getInputStream();
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no whole request: " + request);
      }
      request.append((char) next);
    }
  }

  /** {@code ~} stands for CR LF. */
  static void say(Socket client, String wire) throws IOException {
    client.getOutputStream().write(wire.replace("~", "\r\n").getBytes(ISO_8859_1));
  }

  @Override
  public void close() throws IOException {
    work.cancel(true);
    listening.close();
  }
}
