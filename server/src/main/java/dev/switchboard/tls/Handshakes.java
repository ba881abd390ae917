package dev.switchboard.tls;

import dev.switchboard.session.Handshake;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.stream.Collectors;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What an engine has agreed on, in words. */
final class Handshakes {

  private Handshakes() {}

  static Handshake of(SSLEngine engine) {
    SSLSession session = engine.getSession();
    String application = engine.getApplicationProtocol();
    return new Handshake(
        session.getProtocol(),
        session.getCipherSuite(),
        application == null ? "" : application,
        serverName(session),
        peer(session));
  }

  /** The name that the client asked for, or an empty text. */
  static String serverName(@Nullable SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .collect(Collectors.joining(" "))
        : "";
  }

  private static Handshake.@Nullable Certificate peer(SSLSession session) {
    try {
      Certificate[] chain = session.getPeerCertificates();
      return chain.length > 0 && chain[0] instanceof X509Certificate leaf ? of(leaf) : null;
    } catch (SSLPeerUnverifiedException e) {
      return null; // it has shown none
    }
  }

  static Handshake.Certificate of(X509Certificate certificate) {
    return new Handshake.Certificate(
        certificate.getSubjectX500Principal().getName(),
        certificate.getIssuerX500Principal().getName(),
        certificate.getNotAfter().toInstant(),
        Fingerprint.of(certificate));
  }
}
