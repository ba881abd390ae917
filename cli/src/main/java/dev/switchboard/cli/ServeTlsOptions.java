package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.tls.ServerTls;
import dev.switchboard.tls.TlsIdentity;
import dev.switchboard.tls.TlsTrust;
import dev.switchboard.tls.TlsVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How {@code serve} speaks TLS. */
final class ServeTlsOptions {

  @Mixin IdentityOptions identity = new IdentityOptions();

  @Option(
      names = "--self-signed",
      description = "A new certificate for this machine; its fingerprint is printed.")
  boolean selfSigned;

  @Option(
      names = "--client-ca",
      paramLabel = "FILE",
      description = "Serve only clients with a certificate of these (PEM).")
  @Nullable Path clientAuthorities;

  @Option(
      names = "--alpn",
      paramLabel = "NAME",
      split = ",",
      description = "Application protocols, the best first: http/1.1,…")
  List<String> applications = List.of();

  @Option(
      names = "--tls-min",
      paramLabel = "VERSION",
      description = "The oldest TLS that is spoken: 1.2 or 1.3 (1.2).")
  @Nullable String oldest;

  /**
   * What was chosen, for an endpoint of TLS.
   *
   * @throws IllegalArgumentException with a sentence, where it does not fit the endpoints
   * @return null where there is no such endpoint
   */
  @Nullable ServerTls chosenFor(List<Endpoint> endpoints, Console console) throws IOException {
    boolean wanted = endpoints.stream().anyMatch(Endpoint.Tls.class::isInstance);
    if (!wanted) {
      refuseWithoutTls();
      return null;
    }
    TlsVersion from = oldest == null ? TlsVersion.TLS_1_2 : TlsVersion.parse(oldest);
    TlsTrust clients = clientAuthorities == null ? null : TlsTrust.authorities(clientAuthorities);
    return new ServerTls(identities(console), clients, applications, from, TlsVersion.TLS_1_3);
  }

  private void refuseWithoutTls() {
    if (selfSigned
        || identity.isGiven()
        || clientAuthorities != null
        || !applications.isEmpty()
        || oldest != null) {
      throw new IllegalArgumentException(
          "certificates and versions are about TLS, and no endpoint speaks it: serve SERVICE"
              + " tls://:8443");
    }
  }

  private List<TlsIdentity> identities(Console console) throws IOException {
    List<TlsIdentity> given = identity.read();
    if (selfSigned && !given.isEmpty()) {
      throw new IllegalArgumentException(
          "--self-signed makes a certificate, and there is one already: leave one of them away");
    }
    if (selfSigned) {
      TlsIdentity made = TlsIdentity.selfSigned();
      console.say("The certificate is new, and nobody vouches for it: " + made.fingerprint());
      return List.of(made);
    }
    if (given.isEmpty()) {
      throw new IllegalArgumentException(
          "TLS needs a certificate: --cert FILE --key FILE, --pkcs12 FILE, or --self-signed for a"
              + " laboratory");
    }
    return given;
  }
}
