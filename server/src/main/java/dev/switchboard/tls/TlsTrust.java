package dev.switchboard.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;

/** Whose certificates are believed. */
public sealed interface TlsTrust {

  /** Those of the authorities that this JDK knows, for the host that was dialled. */
  record Usual() implements TlsTrust {}

  /** Those of these authorities, for the host that was dialled. */
  record Authorities(List<X509Certificate> certificates) implements TlsTrust {
    public Authorities {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * One certificate alone, by its SHA-256, whoever vouches for it and whatever names stand in it.
   *
   * @param sha256 {@code sha256:} and 64 hexadecimal digits
   */
  record Pinned(String sha256) implements TlsTrust {
    public Pinned {
      sha256 = Fingerprint.parse(sha256);
    }
  }

  /**
   * Everyone's. What is said is encrypted, but anybody on the way may be the one who listens: it is
   * for a laboratory.
   */
  record Everyone() implements TlsTrust {}

  static TlsTrust system() {
    return new Usual();
  }

  /**
   * Trusts the certificates in a PEM file, and those that they vouch for.
   *
   * @throws IOException with a sentence
   */
  static TlsTrust authorities(Path file) throws IOException {
    return new Authorities(Pem.certificates(file));
  }

  /**
   * Trusts the one certificate with this SHA-256.
   *
   * @param sha256 64 hexadecimal digits, with or without {@code sha256:} before them and colons
   *     between them
   * @throws IllegalArgumentException with a sentence
   */
  static TlsTrust fingerprint(String sha256) {
    return new Pinned(sha256);
  }

  static TlsTrust everyone() {
    return new Everyone();
  }

  /** Whether the certificate must be for the host that was dialled. */
  default boolean checksHost() {
    return this instanceof Usual || this instanceof Authorities;
  }
}
