package dev.switchboard.tls;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a server speaks TLS. Each method answers a description with that one thing changed.
 *
 * <p>Identities that come from files are read anew when the files have changed: that is looked for
 * at a handshake, at most once a second. Open connections go on as they began; files that cannot be
 * used are told of ({@code CertificateKept}), and the old ones stay.
 *
 * @param identities the first is shown to whoever asks for none of the names in the others
 * @param clients whose certificates clients must show; null where they need none
 * @param applications protocols for ALPN (RFC 7301), the best first; none for no ALPN
 * @param oldest the oldest version that is spoken
 * @param newest the newest one
 */
public record ServerTls(
    List<TlsIdentity> identities,
    @Nullable TlsTrust clients,
    List<String> applications,
    TlsVersion oldest,
    TlsVersion newest) {

  public ServerTls {
    identities = List.copyOf(identities);
    applications = List.copyOf(applications);
    if (oldest.compareTo(newest) > 0) {
      throw new IllegalArgumentException(
          "no version of TLS is left between " + oldest + " and " + newest);
    }
    if (identities.isEmpty()) {
      throw new IllegalArgumentException("a TLS server needs a certificate and its key");
    }
  }

  /** With these certificates, for every client, without ALPN, TLS 1.3 and 1.2. */
  public static ServerTls of(TlsIdentity... identities) {
    return new ServerTls(
        List.of(identities), null, List.of(), TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);
  }

  /** Serves only clients that show a certificate of these. */
  public ServerTls requiring(TlsTrust clients) {
    return new ServerTls(identities, clients, applications, oldest, newest);
  }

  public ServerTls applications(String... names) {
    return new ServerTls(identities, clients, List.of(names), oldest, newest);
  }

  /** Speaks only versions from the one to the other. */
  public ServerTls versions(TlsVersion from, TlsVersion to) {
    return new ServerTls(identities, clients, applications, from, to);
  }
}
