package dev.switchboard.tls;

import dev.switchboard.session.Handshake;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Who we are: a private key and the certificates that say whose it is. One that comes from files is
 * read anew when they have changed (see {@link ServerTls}). Any thread.
 */
public final class TlsIdentity {

  /** Reads it, or makes it. */
  private interface Source {
    KeyAndChain get() throws IOException;
  }

  private final Source source;
  private final List<Path> files;
  private volatile KeyAndChain current;
  private List<String> stamps; // of the files when they were read last; guarded by this

  private TlsIdentity(Source source, Path... files) throws IOException {
    this.source = source;
    this.files = List.of(files);
    this.stamps = stampsNow(); // before they are read: a change meanwhile is seen later
    this.current = checked();
  }

  /**
   * From files of text: the key's certificate first, then those of its authorities, and the key
   * (PKCS#8, PKCS#1 or SEC 1), which may stand in the same file.
   *
   * @param password of an encrypted key (PKCS#8); empty for none
   * @throws IOException with a sentence
   */
  public static TlsIdentity pem(Path certificates, Path key, char... password) throws IOException {
    char[] own = password.clone();
    return new TlsIdentity(
        () -> new KeyAndChain(Pem.privateKey(key, own), Pem.certificates(certificates)),
        certificates,
        key);
  }

  /**
   * From a PKCS#12 file (RFC 7292), in which the first key counts.
   *
   * @throws IOException with a sentence
   */
  public static TlsIdentity pkcs12(Path file, char... password) throws IOException {
    char[] own = password.clone();
    return new TlsIdentity(() -> readPkcs12(file, own), file);
  }

  /**
   * A new one, for a laboratory: nobody vouches for it, so clients must know its {@link
   * #fingerprint()}.
   *
   * @param hosts names and addresses; none for those of this machine: localhost, 127.0.0.1, ::1 and
   *     the host's own name
   */
  public static TlsIdentity selfSigned(String... hosts) {
    KeyAndChain made = SelfSigned.of(hosts.length == 0 ? thisMachine() : List.of(hosts));
    try {
      return new TlsIdentity(() -> made);
    } catch (IOException e) {
      throw new IllegalStateException(e); // nothing is read
    }
  }

  private static List<String> thisMachine() {
    Set<String> hosts = new LinkedHashSet<>(List.of("localhost", "127.0.0.1", "::1"));
    try {
      String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
      if (name.matches("[a-z0-9.-]+")) {
        hosts.add(name);
      }
    } catch (UnknownHostException e) {
      return List.copyOf(hosts); // it has a name that leads nowhere
    }
    return List.copyOf(hosts);
  }

  private static KeyAndChain readPkcs12(Path file, char... password) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          return new KeyAndChain(key, certificates(store.getCertificateChain(alias)));
        }
      }
      throw new TlsFileException("Cannot use " + file + ": there is no private key in it.", null);
    } catch (GeneralSecurityException e) {
      throw new TlsFileException("Cannot use " + file + ": " + e.getMessage() + ".", e);
    } catch (TlsFileException e) {
      throw e;
    } catch (IOException e) {
      if (e.getCause() instanceof GeneralSecurityException) {
        throw new TlsFileException(
            "Cannot use " + file + ": it cannot be decrypted; is it the right password?", e);
      }
      throw TlsFileException.unread(file, e);
    }
  }

  private static List<X509Certificate> certificates(Certificate... chain) {
    return Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  private KeyAndChain checked() throws IOException {
    KeyAndChain read = source.get();
    if (!read.belongTogether()) {
      throw new TlsFileException(
          "Cannot use "
              + files.getLast()
              + ": its key is not that of the certificate in "
              + files.getFirst()
              + ".",
          null);
    }
    return read;
  }

  // ---- as it is now ----

  /** The SHA-256 of its certificate: {@code sha256:} and 64 hexadecimal digits. */
  public String fingerprint() {
    return Fingerprint.of(current.leaf());
  }

  /** Its certificate in words. */
  public Handshake.Certificate certificate() {
    return Handshakes.of(current.leaf());
  }

  KeyAndChain current() {
    return current;
  }

  /** The names of its files, for a sentence. */
  String fileNames() {
    return String.join(" and ", files.stream().distinct().map(Path::toString).toList());
  }

  /**
   * Reads its files again where they have changed since they were read last; whether it is another
   * one now.
   *
   * @throws IOException with a sentence; then it is as it was
   */
  synchronized boolean renew() throws IOException {
    List<String> found = stampsNow();
    if (found.equals(stamps)) {
      return false;
    }
    stamps = found;
    KeyAndChain read = checked();
    boolean changed = !read.chain().equals(current.chain());
    current = read;
    return changed;
  }

  /** When each file was written, and how long it is. */
  private List<String> stampsNow() {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      try {
        found.add(Files.getLastModifiedTime(file) + " " + Files.size(file));
      } catch (IOException e) {
        found.add("missing"); // it may just be replaced
      }
    }
    return found;
  }
}
