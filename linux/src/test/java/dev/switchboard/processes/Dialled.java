package dev.switchboard.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.server.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;

/** A client by hand. */
final class Dialled implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 40_000;

  private final Socket socket;

  private Dialled(Socket socket) {
    this.socket = socket;
  }

  static Dialled to(Running server) throws IOException {
    Endpoint.Tcp endpoint = (Endpoint.Tcp) server.endpoint();
    Socket socket = new Socket(endpoint.host(), endpoint.port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return new Dialled(socket);
  }

  Dialled says(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    return this;
  }

  Dialled finishes() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** All until the end; a reset is thrown. */
  String hearsAll() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  String hearsLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = socket.getInputStream().read(); b >= 0 && b != '\n'; ) {
      line.write(b);
      b = socket.getInputStream().read();
    }
    return line.toString(UTF_8);
  }

  int port() {
    return socket.getLocalPort();
  }

  void resets() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
