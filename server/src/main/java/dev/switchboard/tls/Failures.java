package dev.switchboard.tls;

import dev.switchboard.session.Ending;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What an engine threw, in words. The JDK tells what happened by texts alone; this is the one place
 * that looks at those of TLS. What is not known here is told in its own words.
 */
final class Failures {

  private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

  /** The JDK puts the alert that it sends before its reason. */
  private static final Pattern OWN_ALERT = Pattern.compile("^\\((\\w+)\\) ");

  /** RFC 8446, 6.2, by the names that are registered for them. */
  private static final Map<String, String> ALERTS =
      Map.ofEntries(
          Map.entry("unexpected_message", "that message does not belong here"),
          Map.entry("bad_record_mac", "a record was damaged on its way"),
          Map.entry("decryption_failed", "a record was damaged on its way"),
          Map.entry("record_overflow", "a record is too long"),
          Map.entry("handshake_failure", "no version, cipher or certificate suits both sides"),
          Map.entry("bad_certificate", "your certificate is damaged or not acceptable"),
          Map.entry("unsupported_certificate", "certificates of that kind are not supported"),
          Map.entry("certificate_revoked", "your certificate was revoked"),
          Map.entry("certificate_expired", "your certificate has expired"),
          Map.entry("certificate_unknown", "your certificate is not accepted"),
          Map.entry("illegal_parameter", "something in the handshake is not allowed"),
          Map.entry("unknown_ca", "your certificate's authority is not known here"),
          Map.entry("access_denied", "your certificate is valid, and you may not come in"),
          Map.entry("decode_error", "a message cannot be read"),
          Map.entry("decrypt_error", "a signature or a check of the handshake is wrong"),
          Map.entry("protocol_version", "that version of TLS is not spoken here"),
          Map.entry("insufficient_security", "stronger ciphers are wanted here"),
          Map.entry("internal_error", "something failed here that has nothing to do with you"),
          Map.entry("inappropriate_fallback", "a newer version of TLS is spoken here"),
          Map.entry("user_canceled", "somebody stopped it"),
          Map.entry("missing_extension", "an extension is missing in the handshake"),
          Map.entry("unsupported_extension", "that extension was not offered"),
          Map.entry("unrecognized_name", "that server name is not served here"),
          Map.entry("certificate_required", "a certificate of yours is required here"),
          Map.entry("no_application_protocol", "none of your ALPN protocols is spoken here"));

  /** The JDK's reasons that can be said more clearly. */
  private static final Map<String, String> REASONS =
      Map.of(
          "no cipher suites in common", "no cipher suite suits both sides",
          "Empty client certificate chain", "the client showed no certificate, and one is required",
          "Empty server certificate chain", "the server showed no certificate",
          "No available authentication scheme", "no certificate of ours suits what the peer knows",
          "No supported CertificateRequest", "the peer wants certificates of a kind that we lack",
          "Tag mismatch", "a record was damaged on its way",
          "bad record MAC", "a record was damaged on its way",
          "accepted by server preferences",
              "the client offers no version of TLS that is allowed here",
          "not accepted by client preferences",
              "the server chose a version that is not allowed here",
          "No matching application layer protocol",
              "none of the client's ALPN protocols is served here");

  private Failures() {}

  static TlsException of(SSLException e) {
    return new TlsException(new Ending.TlsFailed(said(e)), e);
  }

  private static String said(SSLException e) {
    UntrustedException untrusted = untrusted(e);
    if (untrusted != null) {
      return String.valueOf(untrusted.getMessage());
    }
    String text = String.valueOf(e.getMessage());
    Matcher alert = ALERT.matcher(text);
    if (alert.find()) {
      String name = alert.group(1);
      String words = ALERTS.get(name);
      return "the peer said: " + (words == null ? "" : words + " ") + "(alert " + name + ")";
    }
    for (Map.Entry<String, String> reason : REASONS.entrySet()) {
      if (text.contains(reason.getKey())) {
        return reason.getValue();
      }
    }
    return OWN_ALERT.matcher(text).replaceFirst("");
  }

  private static @Nullable UntrustedException untrusted(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UntrustedException found) {
        return found;
      }
    }
    return null;
  }
}
