package dev.switchboard.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A private key and the certificates that say whose it is.
 *
 * @param chain the key's own certificate first, then that of who signed it, and so on
 */
record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {

  private static final int DNS_NAME = 2; // GeneralName of RFC 5280, as the JDK numbers it

  X509Certificate leaf() {
    return chain.getFirst();
  }

  /** Whether the certificate is for this key: what the one signs the other verifies. */
  boolean belongTogether() {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "RSASSA-PSS" -> "RSASSA-PSS";
          default -> key.getAlgorithm(); // Ed25519 and Ed448 have one name for both
        };
    byte[] anything = "whose key is it?".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(leaf().getPublicKey());
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whether this is a certificate for that host (RFC 6125: a star stands for one first label). */
  boolean isFor(String host) {
    String wanted = host.toLowerCase(Locale.ROOT);
    int dot = wanted.indexOf('.');
    String starred = dot < 0 ? wanted : "*" + wanted.substring(dot);
    Set<String> names = names();
    return names.contains(wanted) || names.contains(starred);
  }

  /** The names of hosts that stand in the certificate, in small letters. */
  Set<String> names() {
    try {
      Collection<List<?>> names = leaf().getSubjectAlternativeNames();
      return names == null
          ? Set.of()
          : names.stream()
              .filter(name -> name.getFirst().equals(DNS_NAME))
              .map(name -> String.valueOf(name.getLast()).toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }
}
