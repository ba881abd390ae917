package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.fetch.FetchListener;
import dev.switchboard.fetch.Field;
import dev.switchboard.fetch.Head;
import dev.switchboard.fetch.Url;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Hands the body on as it comes, and with {@code -i} or {@code -I} the heads before it. */
record FetchDelivery(PeerBytes target, boolean heads) implements FetchListener {

  @Override
  public void interim(Head head) throws IOException {
    show(head);
  }

  @Override
  public void head(Head head, Optional<Url> next) throws IOException {
    show(head);
  }

  private void show(Head head) throws IOException {
    if (heads) {
      byte[] text = head.text().getBytes(ISO_8859_1);
      target.write(text, 0, text.length);
    }
  }

  @Override
  public void body(byte[] bytes, int offset, int length) throws IOException {
    target.write(bytes, offset, length);
  }

  @Override
  public void end(List<Field> trailers) throws IOException {
    target.end();
  }
}
