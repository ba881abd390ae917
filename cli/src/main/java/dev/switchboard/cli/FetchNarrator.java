package dev.switchboard.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.fetch.FetchListener;
import dev.switchboard.fetch.Field;
import dev.switchboard.fetch.Head;
import dev.switchboard.fetch.Request;
import dev.switchboard.fetch.Url;
import dev.switchboard.session.Handshake;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What is said about a fetch: what was odd, and with {@code -v} {@code >} what was sent, {@code <}
 * the heads that came, and a star before the rest.
 */
record FetchNarrator(Console console, boolean verbose, boolean follows) implements FetchListener {

  @Override
  public void connected(Endpoint endpoint, Endpoint local) {
    String from = local instanceof Endpoint.Inet ? " from " + local : "";
    tell("* connected to " + endpoint + from);
  }

  @Override
  public void secured(Handshake handshake) {
    tell("* " + HandshakeText.of(handshake));
  }

  @Override
  public void sent(Request request) {
    lines("> ", request.head());
    if (request.bodyLength() > 0) {
      tell("* sent " + request.bodyLength() + " bytes of a body");
    }
  }

  @Override
  public void interim(Head head) {
    lines("< ", head.text());
  }

  @Override
  public void head(Head head, Optional<Url> next) {
    lines("< ", head.text());
    if (next.isPresent()) {
      tell("* redirected to " + next.get());
    } else if (!follows && head.status() / 100 == 3 && head.value("location").isPresent()) {
      console.say(
          "switchboard: the server says %s, to %s; -L goes there."
              .formatted(printable(head.said()), printable(head.value("location").orElseThrow())));
    }
  }

  @Override
  public void end(List<Field> trailers) {
    for (Field trailer : trailers) {
      tell("< " + printable(trailer.toString()));
    }
  }

  @Override
  public void remark(String sentence) {
    console.say("switchboard: " + sentence);
  }

  private void lines(String mark, String head) {
    if (verbose) {
      head.lines().forEach(line -> tell((mark + printable(line)).stripTrailing()));
    }
  }

  private void tell(String line) {
    if (verbose) {
      console.say(line);
    }
  }

  /** As text, where it is UTF-8; and a server must not write to the terminal as it likes. */
  private static String printable(String bytes) {
    String text = bytes;
    try {
      ByteBuffer raw = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
      text = StandardCharsets.UTF_8.newDecoder().decode(raw).toString();
    } catch (CharacterCodingException e) {
      text = bytes; // then each byte is a letter of ISO-8859-1
    }
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) && c != '\t') {
            printable.append(String.format("\\x%02x", c));
          } else {
            printable.appendCodePoint(c);
          }
        });
    return printable.toString();
  }
}
