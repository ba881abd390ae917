package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server as far as a test needs one: each path has bytes for an answer, and what was asked
 * is kept. {@code ~} in an answer is CR LF, and a {@code …} at its end says that it stays open.
 */
final class Canned implements AutoCloseable {

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers;
  private final Running running;

  private Canned(Endpoint endpoint, Map<String, String> answers) throws IOException {
    this.answers = answers;
    this.running = Server.on(endpoint).framing(Framing.none()).serve(peer -> new OneRequest());
  }

  static Canned on(Endpoint endpoint, String answer) throws IOException {
    return new Canned(endpoint, Map.of("/", answer));
  }

  static Canned answering(Map<String, String> answers) throws IOException {
    return new Canned(Endpoint.tcp("127.0.0.1", 0), answers);
  }

  static Canned answering(String answer) throws IOException {
    return answering(Map.of("/", answer));
  }

  /** What was asked first. */
  String request() {
    return requests.getFirst();
  }

  /** The URL of its root, without the slash. */
  String url() {
    return running.endpoint().toString().replace("tcp:", "http:");
  }

  int port() {
    return ((Endpoint.Inet) running.endpoint()).port();
  }

  @Override
  public void close() {
    running.closeNow();
  }

  /** Collects until the request is whole. */
  private final class OneRequest implements Conversation {

    private final StringBuilder request = new StringBuilder();

    @Override
    public void received(Frame frame, Outbox outbox) {
      request.append(new String(frame.toBytes(), ISO_8859_1));
      int end = request.indexOf("\r\n\r\n");
      if (end >= 0 && request.length() >= end + 4 + bodyLength(request.substring(0, end))) {
        requests.add(request.toString());
        String path = request.toString().split(" ", 3)[1];
        answer(answers.getOrDefault(path, "HTTP/1.1 404 Not Found~~"), outbox);
      }
    }

    private static int bodyLength(String head) {
      String length = head.replaceFirst("(?is).*content-length: (\\d+).*", "$1");
      return length.matches("\\d+") ? Integer.parseInt(length) : 0;
    }

    private static void answer(String answer, Outbox outbox) {
      boolean stays = answer.endsWith("…");
      String wire =
          (stays ? answer.substring(0, answer.length() - 1) : answer).replace("~", "\r\n");
      if (!wire.isEmpty()) {
        outbox.send(Frame.of(wire.getBytes(ISO_8859_1)));
      }
      if (!stays) {
        outbox.close();
      }
    }
  }
}
