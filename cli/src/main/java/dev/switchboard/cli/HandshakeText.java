package dev.switchboard.cli;

import dev.switchboard.session.Handshake;
import java.time.ZoneOffset;

/** What TLS has agreed on, in one line. */
final class HandshakeText {

  private HandshakeText() {}

  static String of(Handshake handshake) {
    String application =
        handshake.application().isEmpty() ? "" : ", ALPN " + handshake.application();
    String name = handshake.serverName().isEmpty() ? "" : ", for " + handshake.serverName();
    Handshake.Certificate peer = handshake.peer();
    return handshake.version()
        + " "
        + handshake.cipher()
        + application
        + name
        + (peer == null ? "" : " with " + of(peer));
  }

  static String of(Handshake.Certificate certificate) {
    return "%s (from %s, until %s, %s)"
        .formatted(
            certificate.subject(),
            certificate.issuer(),
            certificate.expires().atZone(ZoneOffset.UTC).toLocalDate(),
            certificate.fingerprint());
  }
}
