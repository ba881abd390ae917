package dev.switchboard.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that nobody vouches for, for a laboratory: a new key on the curve P-256, signed by
 * itself (RFC 5280), for a year.
 *
 * <p>The JDK has no public way to make one but its program {@code keytool}, which a small run-time
 * image lacks and which takes half a second to start; so it is encoded here.
 */
final class SelfSigned {

  private static final String EC_WITH_SHA256 = "1.2.840.10045.4.3.2";
  private static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";

  /** GeneralName: dNSName and iPAddress (RFC 5280, 4.2.1.6). */
  private static final int DNS_NAME = 0x82;

  private static final int IP_ADDRESS = 0x87;

  private static final Duration VALID = Duration.ofDays(365);

  /** A clock somewhere may be behind ours. */
  private static final Duration BEFORE = Duration.ofHours(1);

  private SelfSigned() {}

  /**
   * Makes a key and its certificate.
   *
   * @param hosts names and addresses, at least one; the first is also the subject
   */
  static KeyAndChain of(List<String> hosts) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      KeyPair pair = generator.generateKeyPair();
      byte[] algorithm = Der.sequence(Der.identifier(EC_WITH_SHA256));
      byte[] content = content(hosts, pair.getPublic().getEncoded(), algorithm);
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(pair.getPrivate());
      signature.update(content);
      byte[] certificate = Der.sequence(content, algorithm, Der.bits(signature.sign()));
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      X509Certificate read =
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate));
      return new KeyAndChain(pair.getPrivate(), List.of(read));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has these
    }
  }

  /** TBSCertificate (RFC 5280, 4.1). */
  private static byte[] content(List<String> hosts, byte[] publicKey, byte[] algorithm) {
    Instant now = Instant.now();
    byte[] name =
        Der.sequence(
            Der.value(
                Der.SET, Der.sequence(Der.identifier(COMMON_NAME), Der.utf8(hosts.getFirst()))));
    return Der.sequence(
        Der.value(0xa0, Der.integer(2)), // version 3
        Der.integer(new BigInteger(63, new SecureRandom()).setBit(62)),
        algorithm,
        name,
        Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(VALID))),
        name,
        publicKey,
        Der.value(0xa3, Der.sequence(alternativeNames(hosts))));
  }

  private static byte[] alternativeNames(List<String> hosts) {
    byte[][] names = hosts.stream().map(SelfSigned::name).toArray(byte[][]::new);
    return Der.sequence(Der.identifier(SUBJECT_ALTERNATIVE_NAME), Der.octets(Der.sequence(names)));
  }

  private static byte[] name(String host) {
    try {
      return Der.value(IP_ADDRESS, InetAddress.ofLiteral(host).getAddress());
    } catch (IllegalArgumentException e) {
      return Der.value(DNS_NAME, host.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
  }
}
