package dev.switchboard.session;

import org.jspecify.annotations.Nullable;

/**
 * The connection that a conversation is about, as far as a service may want to know it.
 *
 * <p>Both methods name endpoints as they are typed: {@code tcp://127.0.0.1:8820}.
 */
public interface Peer {

  /** Our end. */
  String local();

  /** The other end. */
  String remote();

  /** Whether one message is one packet (UDP), and not part of a stream. */
  boolean packets();

  /**
   * What was agreed on where TLS is spoken: among others the certificate that the other end has
   * shown. Null for plain connections.
   */
  default @Nullable Handshake handshake() {
    return null;
  }
}
