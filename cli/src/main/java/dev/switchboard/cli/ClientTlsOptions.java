package dev.switchboard.cli;

import dev.switchboard.tls.ClientTls;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import dev.switchboard.tls.TlsVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code speak} and {@code fetch} speak TLS, and whom they believe. */
final class ClientTlsOptions {

  @Option(
      names = {"-k", "--insecure"},
      description = "TLS: believe any certificate. Anybody on the way can listen.")
  boolean insecure;

  @Option(
      names = {"--ca", "--cacert"},
      paramLabel = "FILE",
      description = "TLS: believe these authorities (PEM), and no others.")
  @Nullable Path authorities;

  @Option(
      names = "--fingerprint",
      paramLabel = "SHA256",
      description = "TLS: believe the one certificate with this fingerprint.")
  @Nullable String fingerprint;

  @Option(
      names = "--sni",
      paramLabel = "NAME",
      description = "TLS: ask for this name, which the certificate must be for.")
  String serverName = "";

  @Option(
      names = "--alpn",
      paramLabel = "NAME",
      split = ",",
      description = "TLS: application protocols, the best first: http/1.1,…")
  List<String> applications = List.of();

  @Option(
      names = "--tls-min",
      paramLabel = "VERSION",
      description = "The oldest TLS that is spoken: 1.2 or 1.3 (1.2).")
  @Nullable String oldest;

  @Mixin IdentityOptions identity = new IdentityOptions();

  private boolean isGiven() {
    return insecure
        || authorities != null
        || fingerprint != null
        || !serverName.isEmpty()
        || !applications.isEmpty()
        || oldest != null
        || identity.isGiven();
  }

  /**
   * What was chosen.
   *
   * @param spoken whether TLS may be spoken at all
   * @param saying hears what is given up with {@code -k}
   * @throws IllegalArgumentException with a sentence
   */
  ClientTls chosen(boolean spoken, Consumer<String> saying) throws IOException {
    if (!spoken && isGiven()) {
      throw new IllegalArgumentException(
          "certificates and versions are about TLS: the endpoint is tls://HOST:PORT then");
    }
    List<TlsIdentity> identities = identity.read();
    if (identities.size() > 1) {
      throw new IllegalArgumentException("a client has one certificate, not " + identities.size());
    }
    return new ClientTls(
        trust(saying),
        identities.isEmpty() ? null : identities.getFirst(),
        serverName,
        applications,
        oldest == null ? TlsVersion.TLS_1_2 : TlsVersion.parse(oldest),
        TlsVersion.TLS_1_3);
  }

  private TlsTrust trust(Consumer<String> saying) throws IOException {
    int ways = (insecure ? 1 : 0) + (authorities == null ? 0 : 1) + (fingerprint == null ? 0 : 1);
    if (ways > 1) {
      throw new IllegalArgumentException(
          "-k, --ca and --fingerprint each say whom to believe: give one of them");
    }
    if (insecure) {
      saying.accept(
          "switchboard: -k: nobody has checked who answers, so anybody on the way may be listening;"
              + " --fingerprint or --ca would tell.");
      return TlsTrust.everyone();
    }
    if (fingerprint != null) {
      return TlsTrust.fingerprint(fingerprint);
    }
    return authorities == null ? TlsTrust.system() : TlsTrust.authorities(authorities);
  }
}
