package dev.switchboard.tls;

import dev.switchboard.event.Event;
import dev.switchboard.event.Events;
import java.io.IOException;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses who we are for each handshake: the identity for the name that the client asks for, else
 * the first. At most once a second it looks whether their files have changed; that is in a task, so
 * no loop waits for a disk. Handshakes that have begun go on with what they were given.
 *
 * <p>Any thread.
 */
final class Keys extends X509ExtendedKeyManager {

  private static final long LOOK_EACH_NANOS = 1_000_000_000;

  private final List<TlsIdentity> identities;
  private final Events events;
  private final AtomicLong lookNext = new AtomicLong(System.nanoTime() + LOOK_EACH_NANOS);

  /** What was given to handshakes, by fingerprint; a file that changes leaves one behind. */
  private final Map<String, KeyAndChain> given = new ConcurrentHashMap<>();

  Keys(List<TlsIdentity> identities, Events events) {
    this.identities = List.copyOf(identities);
    this.events = events;
  }

  private void look() {
    long now = System.nanoTime();
    long next = lookNext.get();
    if (now - next >= 0 && lookNext.compareAndSet(next, now + LOOK_EACH_NANOS)) {
      identities.forEach(this::renew);
    }
  }

  private void renew(TlsIdentity identity) {
    try {
      if (identity.renew()) {
        events.tell(at -> new Event.CertificateRenewed(at, identity.certificate()));
      }
    } catch (IOException e) {
      String why = String.valueOf(e.getMessage());
      events.tell(at -> new Event.CertificateKept(at, identity.fileNames(), why));
    }
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
    look();
    return forName(Handshakes.serverName(engine.getHandshakeSession())).stream()
        .filter(each -> suits(each, keyType))
        .findFirst()
        .map(this::give)
        .orElse(null);
  }

  /**
   * Those for the name that a client asked for; where there is none, the first and those for the
   * same names, which may have a key of another kind. The name goes before the kind of key.
   */
  private List<KeyAndChain> forName(String name) {
    List<KeyAndChain> all = identities.stream().map(TlsIdentity::current).toList();
    List<KeyAndChain> named =
        all.stream().filter(each -> !name.isEmpty() && each.isFor(name)).toList();
    return named.isEmpty()
        ? all.stream().filter(each -> each.names().equals(all.getFirst().names())).toList()
        : named;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
    for (TlsIdentity identity : identities) {
      for (String keyType : keyTypes) {
        if (suits(identity.current(), keyType)) {
          return give(identity.current());
        }
      }
    }
    return null;
  }

  private static boolean suits(KeyAndChain identity, String keyType) {
    String algorithm = identity.key().getAlgorithm();
    return keyType.equals(algorithm) || keyType.startsWith(algorithm + "_");
  }

  private String give(KeyAndChain identity) {
    String alias = Fingerprint.of(identity.leaf());
    given.put(alias, identity);
    return alias;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    KeyAndChain identity = given.get(alias);
    return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    KeyAndChain identity = given.get(alias);
    return identity == null ? null : identity.key();
  }

  // ---- engines alone are used ----

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
