package dev.switchboard.fetch;

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

/** A server that answers each path with the bytes that a test wants, and keeps what it was sent. */
final class Scripted implements AutoCloseable {

  /** What is done once a request has come. */
  interface Answer {
    void to(Outbox outbox);
  }

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers;
  private final Running running;

  private Scripted(Endpoint endpoint, Map<String, Answer> answers) throws IOException {
    this.answers = answers;
    this.running = Server.on(endpoint).framing(Framing.none()).serve(peer -> new OneRequest());
  }

  static Scripted on(Endpoint endpoint, Map<String, Answer> answers) throws IOException {
    return new Scripted(endpoint, answers);
  }

  static Scripted with(Map<String, Answer> answers) throws IOException {
    return on(Endpoint.tcp("127.0.0.1", 0), answers);
  }

  /** One answer, whatever is asked. */
  static Scripted saying(Answer answer) throws IOException {
    return with(Map.of("", answer));
  }

  /** These bytes, and then our end. */
  static Answer closing(String wire) {
    return outbox -> {
      staying(wire).to(outbox);
      outbox.close();
    };
  }

  /** These bytes, and then silence. */
  static Answer staying(String wire) {
    return outbox -> {
      if (!wire.isEmpty()) {
        outbox.send(frame(wire));
      }
    };
  }

  /** {@code ~} stands for CR LF. */
  private static Frame frame(String wire) {
    return Frame.of(wire.replace("~", "\r\n").getBytes(ISO_8859_1));
  }

  /** Everything that was asked, in order. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  Url url(String path) {
    return new Url("127.0.0.1", port(), path);
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
      if (isWhole()) {
        requests.add(request.toString());
        String path = request.toString().split(" ", 3)[1];
        Answer any = answers.get("");
        Answer answer =
            answers.getOrDefault(path, any == null ? closing("HTTP/1.1 404 No~~") : any);
        answer.to(outbox);
      }
    }

    private boolean isWhole() {
      int end = request.indexOf("\r\n\r\n");
      if (end < 0) {
        return false;
      }
      String length =
          request.substring(0, end).replaceFirst("(?is).*content-length: (\\d+).*", "$1");
      int body = length.matches("\\d+") ? Integer.parseInt(length) : 0;
      return request.length() >= end + 4 + body;
    }
  }
}
