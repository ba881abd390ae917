package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Tells whoever connects the seconds since 1900 began in UTC (RFC 868): 32 bits, the most
 * significant byte first. In February 2036 they begin again at 0.
 */
public record Time(InstantSource clock) implements Service {

  private static final Instant BEGINNING = Instant.parse("1900-01-01T00:00:00Z");

  /** With the clock of this machine. */
  public Time() {
    this(InstantSource.system());
  }

  @Override
  public Conversation begin(Peer peer) {
    return new Telling(this::now, peer);
  }

  Frame now() {
    long seconds = clock.instant().getEpochSecond() - BEGINNING.getEpochSecond();
    return Frame.of(ByteBuffer.allocate(Integer.BYTES).putInt((int) seconds).array());
  }
}
