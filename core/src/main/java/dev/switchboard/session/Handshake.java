package dev.switchboard.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a TLS handshake agreed on.
 *
 * @param version as TLSv1.3
 * @param cipher the cipher suite by its registered name
 * @param application the protocol that ALPN chose (RFC 7301), or an empty text
 * @param serverName the name that the client asked for (SNI, RFC 6066), or an empty text
 * @param peer the peer's own certificate, or null where it has shown none
 */
public record Handshake(
    String version,
    String cipher,
    String application,
    String serverName,
    @Nullable Certificate peer) {

  /**
   * A certificate in words.
   *
   * @param subject whose it is, as a distinguished name (RFC 2253)
   * @param issuer who says so
   * @param expires the last moment at which it is valid
   * @param fingerprint SHA-256 of the certificate: {@code sha256:} and 64 hexadecimal digits
   */
  public record Certificate(String subject, String issuer, Instant expires, String fingerprint) {}
}
