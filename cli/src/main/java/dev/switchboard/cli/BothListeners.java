package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.fetch.FetchListener;
import dev.switchboard.fetch.Field;
import dev.switchboard.fetch.Head;
import dev.switchboard.fetch.Request;
import dev.switchboard.fetch.Url;
import dev.switchboard.session.Handshake;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Two who hear of the same fetch, the first one first. */
record BothListeners(FetchListener first, FetchListener second) implements FetchListener {

  @Override
  public void connected(Endpoint endpoint, Endpoint local) {
    first.connected(endpoint, local);
    second.connected(endpoint, local);
  }

  @Override
  public void secured(Handshake handshake) {
    first.secured(handshake);
    second.secured(handshake);
  }

  @Override
  public void sent(Request request) {
    first.sent(request);
    second.sent(request);
  }

  @Override
  public void interim(Head head) throws IOException {
    first.interim(head);
    second.interim(head);
  }

  @Override
  public void head(Head head, Optional<Url> next) throws IOException {
    first.head(head, next);
    second.head(head, next);
  }

  @Override
  public void body(byte[] bytes, int offset, int length) throws IOException {
    first.body(bytes, offset, length);
    second.body(bytes, offset, length);
  }

  @Override
  public void end(List<Field> trailers) throws IOException {
    first.end(trailers);
    second.end(trailers);
  }

  @Override
  public void remark(String sentence) {
    first.remark(sentence);
    second.remark(sentence);
  }
}
