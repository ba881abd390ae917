package dev.switchboard.event;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Handshake;
import java.time.Duration;
import java.time.Instant;

/**
 * Something that was done, or that the system told: when, on which connection, with what result.
 * Nothing is told that did not happen.
 *
 * <p>Connections are numbered from 1, in the order of being accepted, for one server. A client's
 * own connection has the number 1.
 */
public sealed interface Event {

  /** When it had happened. */
  Instant at();

  /** An event of one connection. */
  sealed interface OfConnection extends Event {
    long connection();
  }

  /** The server listens: socket, bind and listen have succeeded. */
  record Listening(Instant at, Endpoint endpoint) implements Event {}

  /** accept answered; or, over packets, the first packet of a remote address came. */
  record Accepted(Instant at, long connection, Endpoint local, Endpoint remote)
      implements OfConnection {}

  /** A client's connect succeeded; over packets its socket is bound and knows whom to send to. */
  record Connected(Instant at, long connection, Endpoint local, Endpoint remote)
      implements OfConnection {}

  /** Accepted and closed at once, because the limit of connections is reached. */
  record Refused(Instant at, Endpoint remote, int limit) implements Event {}

  /** accept failed; nothing is accepted for a pause that grows from failure to failure. */
  record AcceptFailed(Instant at, Endpoint endpoint, String answer, Duration pause)
      implements Event {}

  /** No more is accepted until a connection ends; who comes waits in the accept queue. */
  record Full(Instant at, int limit) implements Event {}

  /** The TLS handshake of a connection is done; for a client after Connected. */
  record Secured(Instant at, long connection, Handshake handshake) implements OfConnection {}

  /** The files of a certificate have changed: handshakes from now on have this one. */
  record CertificateRenewed(Instant at, Handshake.Certificate certificate) implements Event {}

  /** The files of a certificate have changed and cannot be used: the old one stays. */
  record CertificateKept(Instant at, String files, String why) implements Event {}

  /** A read gave these bytes; over TLS what was encrypted in them. */
  record Received(Instant at, long connection, Frame bytes) implements OfConnection {}

  /** A read told the end of the peer's stream; over TLS it is the peer's close_notify. */
  record PeerFinished(Instant at, long connection) implements OfConnection {}

  /** A write took these bytes; over TLS they were encrypted for one. */
  record Sent(Instant at, long connection, Frame bytes) implements OfConnection {}

  /** We sent the end of our stream. */
  record Finished(Instant at, long connection) implements OfConnection {}

  /** A packet was thrown away before any conversation saw it. */
  record PacketDropped(Instant at, Endpoint remote, String why) implements Event {}

  /**
   * The kernel threw packets away because the server was behind with receiving them (SO_RXQ_OVFL,
   * socket(7)).
   */
  record PacketsLost(Instant at, Endpoint endpoint, long count) implements Event {}

  /** The connection is closed. */
  record Ended(Instant at, long connection, Ending ending) implements OfConnection {}

  /** A service held its loop for long; all other connections of that loop waited. */
  record LoopHeld(Instant at, long connection, Duration time) implements OfConnection {}

  /**
   * A worker failed, and its connections with it; another one takes its place.
   *
   * @param worker from 1
   */
  record WorkerFailed(Instant at, int worker, String why) implements Event {}

  /** Nothing is accepted any more. */
  record Suspended(Instant at) implements Event {}

  /** The server has stopped. */
  record Stopped(Instant at) implements Event {}
}
