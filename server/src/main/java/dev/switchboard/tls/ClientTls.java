package dev.switchboard.tls;

import dev.switchboard.event.Events;
import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * How a client speaks TLS. Each method answers a description with that one thing changed.
 *
 * @param trust whose certificates are believed
 * @param identity who we are, where the server asks; null for nobody
 * @param serverName the name that we ask for (SNI), and that the certificate must be for; empty for
 *     that of the host
 * @param applications protocols for ALPN (RFC 7301), the best first; none for no ALPN
 * @param oldest the oldest version that is spoken
 * @param newest the newest one
 */
public record ClientTls(
    TlsTrust trust,
    @Nullable TlsIdentity identity,
    String serverName,
    List<String> applications,
    TlsVersion oldest,
    TlsVersion newest) {

  private static final ClientTls USUAL =
      new ClientTls(TlsTrust.system(), null, "", List.of(), TlsVersion.TLS_1_2, TlsVersion.TLS_1_3);

  public ClientTls {
    applications = List.copyOf(applications);
    if (oldest.compareTo(newest) > 0) {
      throw new IllegalArgumentException(
          "no version of TLS is left between " + oldest + " and " + newest);
    }
    if (!serverName.isEmpty()) {
      checkName(serverName);
    }
  }

  private static void checkName(String name) {
    try {
      SNIHostName checked = new SNIHostName(name);
      if (checked.getAsciiName().isEmpty()) {
        throw new IllegalArgumentException("it is empty");
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + name + "' is no host's name: " + e.getMessage(), e);
    }
  }

  /** As everybody does: the JDK's authorities, the host's name, TLS 1.3 and 1.2. */
  public static ClientTls usual() {
    return USUAL;
  }

  /** The usual way, with another trust. */
  public static ClientTls trusting(TlsTrust trust) {
    return USUAL.trust(trust);
  }

  public ClientTls trust(TlsTrust chosen) {
    return new ClientTls(chosen, identity, serverName, applications, oldest, newest);
  }

  public ClientTls identity(TlsIdentity chosen) {
    return new ClientTls(trust, chosen, serverName, applications, oldest, newest);
  }

  public ClientTls serverName(String chosen) {
    return new ClientTls(trust, identity, chosen, applications, oldest, newest);
  }

  public ClientTls applications(String... names) {
    return new ClientTls(trust, identity, serverName, List.of(names), oldest, newest);
  }

  /** Speaks only versions from the one to the other. */
  public ClientTls versions(TlsVersion from, TlsVersion to) {
    return new ClientTls(trust, identity, serverName, applications, from, to);
  }

  /** An engine for a connection to this host. */
  SSLEngine engine(String host, int port) {
    String name = serverName.isEmpty() ? host : serverName;
    List<TlsIdentity> identities = identity == null ? List.of() : List.of(identity);
    SSLEngine engine =
        ServerEngines.context(new Keys(identities, new Events(null)), new TrustCheck(trust))
            .createSSLEngine(name, port);
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(oldest.upTo(newest));
    parameters.setApplicationProtocols(applications.toArray(String[]::new));
    parameters.setServerNames(isAddress(name) ? List.of() : List.of(new SNIHostName(name)));
    if (trust.checksHost()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818: the host's name counts
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static boolean isAddress(String host) {
    try {
      InetAddress.ofLiteral(host);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
