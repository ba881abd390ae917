package dev.switchboard.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** The SHA-256 of a certificate, as {@code sha256:} and 64 hexadecimal digits. */
final class Fingerprint {

  private static final String KIND = "sha256:";

  private Fingerprint() {}

  static String of(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return KIND + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new IllegalStateException(e); // every JDK has it, and it was decoded from bytes
    }
  }

  /**
   * As it is typed: with or without {@code sha256:}, and with colons as openssl prints it.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static String parse(String text) {
    String digits = text.toLowerCase(Locale.ROOT);
    digits = (digits.startsWith(KIND) ? digits.substring(KIND.length()) : digits).replace(":", "");
    if (!digits.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no fingerprint: it is sha256: and 64 hexadecimal digits");
    }
    return KIND + digits;
  }
}
