package dev.switchboard.cli;

import dev.switchboard.tls.TlsIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who we are in TLS, as options; a server may be several. */
final class IdentityOptions {

  private static final String FILE = "file:";
  private static final String ENVIRONMENT = "env:";

  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "Our certificate and those of its authorities, PEM.")
  List<Path> certificates = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Its private key, PEM (it may stand in FILE of --cert).")
  List<Path> keys = List.of();

  @Option(
      names = "--pkcs12",
      paramLabel = "FILE",
      description = "Certificate and key in one PKCS#12 file.")
  List<Path> stores = List.of();

  @Option(
      names = "--password",
      paramLabel = "WHERE",
      description = "Where the password of the key is: file:PATH or env:NAME.")
  @Nullable String password;

  boolean isGiven() {
    return !certificates.isEmpty() || !keys.isEmpty() || !stores.isEmpty() || password != null;
  }

  /**
   * Reads them, in the order in which they were given.
   *
   * @throws IOException with a sentence, where a file is of no use
   * @throws IllegalArgumentException with a sentence
   */
  List<TlsIdentity> read() throws IOException {
    if (!keys.isEmpty() && keys.size() != certificates.size()) {
      throw new IllegalArgumentException(
          "there are "
              + certificates.size()
              + " of --cert and "
              + keys.size()
              + " of --key: each key belongs to a certificate");
    }
    char[] secret = secret();
    List<TlsIdentity> identities = new ArrayList<>();
    for (int i = 0; i < certificates.size(); i++) {
      Path certificate = certificates.get(i);
      identities.add(
          TlsIdentity.pem(certificate, keys.isEmpty() ? certificate : keys.get(i), secret));
    }
    for (Path store : stores) {
      identities.add(TlsIdentity.pkcs12(store, secret));
    }
    return identities;
  }

  /** A password among the arguments would be seen by everyone who lists processes. */
  private char[] secret() throws IOException {
    if (password == null) {
      return new char[0];
    }
    if (password.startsWith(FILE)) {
      return firstLine(Path.of(password.substring(FILE.length())));
    }
    if (password.startsWith(ENVIRONMENT)) {
      String name = password.substring(ENVIRONMENT.length());
      String value = System.getenv(name);
      if (value == null) {
        throw new IllegalArgumentException("there is no environment variable '" + name + "'");
      }
      return value.toCharArray();
    }
    throw new IllegalArgumentException(
        "--password says where the password is, and not what: file:PATH or env:NAME; what is typed"
            + " here, everybody on this machine can see");
  }

  private static char[] firstLine(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().orElse("").toCharArray();
    } catch (IOException e) {
      throw new IOException(
          "Cannot read the password from " + file + ": " + FileTrouble.said(e) + ".", e);
    }
  }
}
