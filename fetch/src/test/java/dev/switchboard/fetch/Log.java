package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.endpoint.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a fetch told, line by line; bodies apart. */
class Log implements FetchListener {

  final List<String> lines = new ArrayList<>();
  final StringBuilder body = new StringBuilder();

  @Override
  public void connected(Endpoint endpoint, Endpoint local) {
    lines.add("connected " + endpoint.getClass().getSimpleName());
  }

  @Override
  public void sent(Request request) {
    lines.add("> " + request.method() + " " + request.url().target());
  }

  @Override
  public void interim(Head head) {
    lines.add("< " + head.said());
  }

  @Override
  public void head(Head head, Optional<Url> next) {
    lines.add("< " + head.said() + next.map(url -> " to " + url.target()).orElse(""));
  }

  @Override
  public void body(byte[] bytes, int offset, int length) {
    body.append(new String(bytes, offset, length, ISO_8859_1));
  }

  @Override
  public void end(List<Field> trailers) {
    lines.add("end " + trailers);
  }

  @Override
  public void remark(String sentence) {
    lines.add("remark " + sentence);
  }
}
