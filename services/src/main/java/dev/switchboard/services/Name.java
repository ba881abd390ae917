package dev.switchboard.services;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.util.Arrays;

/**
 * Every line comes back with a name added, until the client leaves.
 *
 * @param name what is added, without a line ending
 */
public record Name(String name) implements Service, Conversation {

  public Name {
    if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a name to add has no line ending inside");
    }
  }

  /** Adds the lecture's name. */
  public Name() {
    this("Ali");
  }

  @Override
  public Conversation begin(Peer peer) {
    return this;
  }

  @Override
  public void received(Frame line, Outbox outbox) {
    outbox.send(behind(line.toBytes(), (" " + name).getBytes(UTF_8)));
  }

  /** The line's own bytes, whatever they are, and then the name. */
  private static Frame behind(byte[] line, byte[] added) {
    byte[] both = Arrays.copyOf(line, line.length + added.length);
    System.arraycopy(added, 0, both, line.length, added.length);
    return Frame.of(both);
  }
}
