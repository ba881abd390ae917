package dev.switchboard.cli;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;

/** A client's events as lines: {@code >} what went to the server, {@code <} what came from it. */
record SpeakNarrator(Screen screen) implements EventListener {

  @Override
  public void happened(Event event) {
    String what =
        switch (event) {
          case Event.Connected e -> "connected to " + e.remote() + " from " + e.local();
          case Event.Secured e -> HandshakeText.of(e.handshake());
          case Event.Sent e -> "> " + Narrator.shown(e.bytes());
          case Event.Finished e -> "> end";
          case Event.Received e -> "< " + Narrator.shown(e.bytes());
          case Event.PeerFinished e -> "< end";
          case Event.Ended e -> "ended: " + e.ending();
          default -> ""; // a server's
        };
    if (!what.isEmpty()) {
      screen.say(Narrator.TIME.format(event.at()) + " " + what);
    }
  }
}
