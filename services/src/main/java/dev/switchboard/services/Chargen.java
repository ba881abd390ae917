package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * Sends characters for as long as the client takes them (RFC 864): lines of 72 of the 95 that can
 * be printed, each line beginning one character further on. A packet is answered with 0 to 512 of
 * them.
 */
public record Chargen(RandomGenerator random) implements Service {

  private static final int MOST_IN_A_PACKET = 512;

  /** With chance as it comes. */
  public Chargen() {
    this(() -> ThreadLocalRandom.current().nextLong());
  }

  @Override
  public Conversation begin(Peer peer) {
    return peer.packets() ? this::answer : new Stream();
  }

  private void answer(Frame ignored, Outbox outbox) {
    outbox.send(Pattern.TEXT.substring(0, random.nextInt(MOST_IN_A_PACKET + 1)));
  }

  /** Without an end: full, it waits for room. */
  private record Stream() implements Conversation {

    /** Without this rest it would be full again before what the client says has been read. */
    private static final long REST_NANOS = 1_000_000;

    @Override
    public void opened(Outbox outbox) {
      fill(outbox);
    }

    @Override
    public void received(Frame ignored, Outbox outbox) {}

    @Override
    public void writable(Outbox outbox) {
      outbox.wakeAfter(REST_NANOS);
    }

    @Override
    public void tick(Outbox outbox) {
      fill(outbox);
    }

    private static void fill(Outbox outbox) {
      while (outbox.ready()) {
        outbox.send(Pattern.FRAME);
      }
    }
  }

  /** The 95 lines after which the first comes again. */
  static final class Pattern {

    private static final char FIRST = ' ';
    private static final int CHARACTERS = '~' - ' ' + 1;
    private static final int LINE = 72;

    static final String TEXT = text();
    static final Frame FRAME = Frame.of(TEXT);

    private Pattern() {}

    private static String text() {
      StringBuilder text = new StringBuilder();
      for (int line = 0; line < CHARACTERS; line++) {
        for (int i = line; i < line + LINE; i++) {
          text.append((char) (FIRST + i % CHARACTERS));
        }
        text.append("\r\n");
      }
      return text.toString();
    }
  }
}
