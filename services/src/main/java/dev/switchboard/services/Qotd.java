package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Tells whoever connects a quote of the day (RFC 865): one at random, at most 512 characters of
 * ASCII, with CR LF behind it. The quotes are what lecturers say about sockets.
 */
public record Qotd(RandomGenerator random) implements Service {

  static final List<String> QUOTES =
      List.of(
          "A receive gives what has arrived so far, and that is not your whole message.",
          "TCP has no message borders. If you want some, draw them yourself.",
          "A send that returned has reached your own kernel, and nobody else yet.",
          "Zero bytes received is not nothing: it is the peer saying goodbye.",
          "The backlog is the queue at the door, not the number of chairs inside.",
          "Encode first, then measure: the wire carries bytes, not letters.",
          "Whoever leaves a connection in CLOSE_WAIT was told goodbye and did not answer.",
          "UDP promises nothing, and keeps its promise.",
          "A port says which program. An address says which machine. You need both.",
          "While you wait for one client, who calls accept for the next?",
          "A timeout is a decision. Without one, the network decides.",
          "Close what you open, also when it went wrong.");

  /** With chance as it comes. */
  public Qotd() {
    this(() -> ThreadLocalRandom.current().nextLong());
  }

  @Override
  public Conversation begin(Peer peer) {
    return new Telling(this::quote, peer);
  }

  private Frame quote() {
    return Frame.of(QUOTES.get(random.nextInt(QUOTES.size())) + "\r\n");
  }
}
