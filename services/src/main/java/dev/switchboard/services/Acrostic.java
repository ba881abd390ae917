package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;

/**
 * The client sends words, one message each. {@code EXIT} is answered with the first letters of all
 * words before it, and the connection is closed.
 */
public record Acrostic() implements Service {

  /** As long as a message is at most: what is kept for a client has an end too. */
  private static final int MOST_LETTERS = 64 << 10;

  @Override
  public Conversation begin(Peer peer) {
    return new Letters();
  }

  private static final class Letters implements Conversation {

    private final StringBuilder letters = new StringBuilder();

    @Override
    public void received(Frame message, Outbox outbox) {
      String word = message.text();
      if (word.equals("EXIT")) {
        outbox.send(letters.toString());
        outbox.close();
      } else if (!word.isEmpty()) {
        keep(word.codePointAt(0));
      }
    }

    /** A letter outside the usual ones is two chars, and still one letter. */
    private void keep(int letter) {
      if (letters.length() >= MOST_LETTERS) {
        throw new UnsendableException("an acrostic has at most " + MOST_LETTERS + " letters");
      }
      letters.appendCodePoint(letter);
    }
  }
}
