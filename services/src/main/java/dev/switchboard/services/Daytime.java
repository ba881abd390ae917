package dev.switchboard.services;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Tells the time to whoever connects (RFC 867), as C's ctime(3) writes it and in the same words in
 * every country: {@code Sat Nov 21 04:44:00 2026} and CR LF.
 */
public record Daytime(InstantSource clock, ZoneId zone) implements Service {

  /** Two places for the day, the first of them a space before the 10th. */
  private static final DateTimeFormatter CTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.US);

  /** With the clock of this machine, in its zone. */
  public Daytime() {
    this(InstantSource.system(), ZoneId.systemDefault());
  }

  @Override
  public Conversation begin(Peer peer) {
    return new Telling(() -> Frame.of(now() + "\r\n"), peer);
  }

  private String now() {
    return CTIME.format(clock.instant().atZone(zone));
  }
}
