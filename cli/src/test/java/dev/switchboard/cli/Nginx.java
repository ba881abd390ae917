package dev.switchboard.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * nginx with a configuration of its own, in one process and one folder. It serves the folder's
 * {@code root} on 127.0.0.1, on ::1 and on the Unix socket {@code s}.
 */
final class Nginx implements AutoCloseable {

  private static final int TRIES = 20;

  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/pid;
      error_log stderr notice;
      events {}
      http {
        access_log off;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        types { text/html html; }
        keepalive_timeout 1h;
        server {
          listen 127.0.0.1:PORT;
          listen [::1]:PORT;
          listen unix:FOLDER/s;
          root FOLDER/root;
          location = /chunked.html { ssi on; }
          location = /moved { return 301 /index.html; }
          location = /near { absolute_redirect off; return 307 index.html; }
          location = /see { return 303 /what; }
          location = /what { return 200 "$request_method $content_type $content_length\\n"; }
          location = /circle { return 302 /circle; }
          location = /empty { return 204; }
        }
      }
      """;

  private final Child child;
  private final int port;

  private Nginx(Child child, int port) {
    this.child = child;
    this.port = port;
  }

  /**
   * Starts it. It cannot choose a port itself, so a free one may be taken meanwhile: then again.
   */
  static Nginx in(Path folder) throws Exception {
    String program = Needs.program("nginx");
    Files.createDirectories(folder.resolve("root"));
    for (int tried = 1; ; tried++) {
      int port = freePort();
      String configuration =
          CONFIGURATION.replace("FOLDER", folder.toString()).replace("PORT", "" + port);
      Path file = Files.writeString(folder.resolve("conf"), configuration);
      Files.deleteIfExists(folder.resolve("s"));
      Nginx nginx =
          new Nginx(
              Child.start(List.of(program, "-p", folder.toString(), "-c", file.toString())), port);
      Awaitility.await()
          .atMost(Child.PATIENCE)
          .until(() -> !nginx.child.isAlive() || nginx.isListening(folder.resolve("pid")));
      if (nginx.child.isAlive()) {
        return nginx;
      }
      String said = nginx.child.err().awaitEnd();
      if (tried == TRIES || !said.contains("Address already in use")) {
        throw new AssertionError("nginx does not start:\n" + said);
      }
    }
  }

  /** It writes its pid when all its sockets listen. */
  private boolean isListening(Path pid) throws IOException {
    return Files.exists(pid) && Files.readString(pid).strip().equals("" + child.pid());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    child.close();
  }
}
