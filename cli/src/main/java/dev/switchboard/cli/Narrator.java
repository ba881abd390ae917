package dev.switchboard.cli;

import dev.switchboard.event.Event;
import dev.switchboard.event.EventListener;
import dev.switchboard.framing.Escaped;
import dev.switchboard.framing.Frame;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Events as lines: the time, the connection, {@code >} what the client said, {@code <} what we. */
record Narrator(Console console, String service) implements EventListener {

  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final int SHOWN_BYTES = 64;

  @Override
  public void happened(Event event) {
    String what =
        switch (event) {
          case Event.Listening e -> ""; // it has been announced
          case Event.Accepted e -> "accepted from " + e.remote();
          case Event.Connected e -> "connected to " + e.remote();
          case Event.Refused e ->
              "refused " + e.remote() + ": " + e.limit() + " connections are open already";
          case Event.AcceptFailed e ->
              "accept failed: " + e.answer() + "; again in " + e.pause().toMillis() + " ms";
          case Event.Full e ->
              "full: " + e.limit() + " connections are open; who comes now waits to be accepted";
          case Event.Secured e -> HandshakeText.of(e.handshake());
          case Event.CertificateRenewed e ->
              "has a new certificate: " + HandshakeText.of(e.certificate());
          case Event.CertificateKept e ->
              "keeps its old certificate, for " + e.files() + " cannot be used: " + e.why();
          case Event.Received e -> "> " + shown(e.bytes());
          case Event.PeerFinished e -> "> end";
          case Event.Sent e -> "< " + shown(e.bytes());
          case Event.Finished e -> "< end";
          case Event.PacketDropped e -> "dropped a packet at " + e.remote() + ": " + e.why();
          case Event.PacketsLost e ->
              "the kernel threw away "
                  + e.count()
                  + " packets at "
                  + e.endpoint()
                  + ": they came faster than they were received";
          case Event.WorkerFailed e ->
              "worker " + e.worker() + " failed and is replaced: " + e.why();
          case Event.Ended e -> "ended: " + e.ending();
          case Event.LoopHeld e -> "the service held its loop for " + e.time().toMillis() + " ms";
          case Event.Suspended e -> "accepts no more";
          case Event.Stopped e -> "stopped";
        };
    if (!what.isEmpty()) {
      String who = event instanceof Event.OfConnection of ? "#" + of.connection() + " " : "";
      console.say(TIME.format(event.at()) + " " + service + " " + who + what);
    }
  }

  /** As in a {@code .talk} script, so that different bytes never look alike. */
  static String shown(Frame frame) {
    byte[] bytes = frame.toBytes();
    if (bytes.length <= SHOWN_BYTES) {
      return '"' + Escaped.bytes(bytes, 0, bytes.length) + '"';
    }
    return '"' + Escaped.bytes(bytes, 0, SHOWN_BYTES) + "\"… (" + bytes.length + " bytes)";
  }
}
