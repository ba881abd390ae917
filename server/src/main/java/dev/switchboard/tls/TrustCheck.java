package dev.switchboard.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the peer's certificates, and says in a sentence why they are not trusted. Any thread.
 */
final class TrustCheck extends X509ExtendedTrustManager {

  private final TlsTrust trust;
  private final @Nullable X509ExtendedTrustManager authorities;

  TrustCheck(TlsTrust trust) {
    this.trust = trust;
    this.authorities =
        switch (trust) {
          case TlsTrust.Usual _ -> manager(null);
          case TlsTrust.Authorities some -> manager(some.certificates());
          case TlsTrust.Pinned _ -> null;
          case TlsTrust.Everyone _ -> null;
        };
  }

  private static X509ExtendedTrustManager manager(@Nullable List<X509Certificate> certificates) {
    try {
      KeyStore store = null;
      if (certificates != null) {
        store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate each : certificates) {
          store.setCertificateEntry("" + store.size(), each);
        }
      }
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      for (TrustManager each : factory.getTrustManagers()) {
        if (each instanceof X509ExtendedTrustManager found) {
          return found;
        }
      }
      throw new IllegalStateException("this JDK has no PKIX");
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalStateException(e); // nothing is read but the JDK's own
    }
  }

  private interface Check {
    void by(X509ExtendedTrustManager authorities) throws CertificateException;
  }

  private void check(X509Certificate[] chain, String host, Check check)
      throws CertificateException {
    X509ExtendedTrustManager known = authorities;
    if (trust instanceof TlsTrust.Pinned(String wanted)) {
      String found = Fingerprint.of(chain[0]);
      if (!found.equals(wanted)) {
        throw new UntrustedException(
            "the certificate has the fingerprint " + found + ", and not " + wanted);
      }
    } else if (known != null) {
      try {
        check.by(known);
      } catch (CertificateException e) {
        throw new UntrustedException(why(e, chain[0], host), e);
      }
    }
  }

  private static String why(CertificateException e, X509Certificate leaf, String host) {
    String subject = leaf.getSubjectX500Principal().getName();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case CertificateExpiredException _ -> {
          return "the certificate of " + subject + " expired on " + day(leaf.getNotAfter());
        }
        case CertificateNotYetValidException _ -> {
          return "the certificate of "
              + subject
              + " is not valid before "
              + day(leaf.getNotBefore());
        }
        case CertPathBuilderException _ -> {
          return unknown(leaf, subject);
        }
        default -> {}
      }
    }
    String text = String.valueOf(e.getMessage());
    return text.startsWith("No name") || text.startsWith("No subject alternative")
        ? "the certificate is for " + names(leaf) + ", and not for " + host
        : "the certificate of " + subject + " is not trusted: " + text;
  }

  private static String unknown(X509Certificate leaf, String subject) {
    String issuer = leaf.getIssuerX500Principal().getName();
    return issuer.equals(subject)
        ? "the certificate of "
            + subject
            + " is signed by itself alone: if it is the right one,"
            + " say so with its fingerprint "
            + Fingerprint.of(leaf)
        : "the certificate of "
            + subject
            + " is from "
            + issuer
            + ", which is no authority that is known here: if it is the right one, give its"
            + " certificate (--ca)";
  }

  private static String day(Date date) {
    return date.toInstant().atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String names(X509Certificate leaf) {
    try {
      Collection<List<?>> names = leaf.getSubjectAlternativeNames();
      if (names != null) {
        return names.stream()
            .map(name -> String.valueOf(name.getLast()))
            .collect(Collectors.joining(", "));
      }
    } catch (CertificateParsingException e) {
      return leaf.getSubjectX500Principal().getName();
    }
    return leaf.getSubjectX500Principal().getName();
  }

  private static String host(SSLEngine engine) {
    return String.valueOf(engine.getPeerHost());
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, host(engine), known -> known.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, host(engine), known -> known.checkClientTrusted(chain, authType, engine));
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities == null ? new X509Certificate[0] : authorities.getAcceptedIssuers();
  }

  // ---- engines alone are used ----

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, authType);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, authType);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("it is not known for which host");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("it is not known for which connection");
  }
}
