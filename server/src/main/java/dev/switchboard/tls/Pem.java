package dev.switchboard.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in files of text (RFC 7468). */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final long LONGEST_FILE = 16 << 20; // a file of authorities has some 200 KiB

  private record Block(String kind, String text) {}

  private Pem() {}

  /**
   * All certificates of a file, in order.
   *
   * @throws IOException with a sentence, also where there is none
   */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> found = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Block block : blocks(file)) {
        if (block.kind.equals("CERTIFICATE") || block.kind.equals("TRUSTED CERTIFICATE")) {
          found.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(decoded(file, block))));
        }
      }
    } catch (CertificateException e) {
      throw cannot(file, "a certificate in it cannot be understood: " + e.getMessage(), e);
    }
    if (found.isEmpty()) {
      throw cannot(file, "there is no certificate in it (-----BEGIN CERTIFICATE-----)", null);
    }
    return List.copyOf(found);
  }

  /**
   * The private key of a file.
   *
   * @param password of an encrypted key; empty for none
   * @throws IOException with a sentence
   */
  static PrivateKey privateKey(Path file, char... password) throws IOException {
    for (Block block : blocks(file)) {
      if (block.kind.endsWith("PRIVATE KEY")) {
        try {
          return PrivateKeys.of(block.kind, block.text, decoded(file, block), password);
        } catch (GeneralSecurityException | IOException e) {
          throw cannot(file, String.valueOf(e.getMessage()), e);
        }
      }
    }
    throw cannot(file, "there is no private key in it (-----BEGIN PRIVATE KEY-----)", null);
  }

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text(file));
    while (matcher.find()) {
      blocks.add(new Block(matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw cannot(file, "it has more than 16 MiB", null);
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (TlsFileException e) {
      throw e;
    } catch (IOException e) {
      throw TlsFileException.unread(file, e);
    }
  }

  private static byte[] decoded(Path file, Block block) throws IOException {
    try {
      String body = block.text.substring(block.text.lastIndexOf(':') < 0 ? 0 : afterHead(block));
      return Base64.getMimeDecoder().decode(body);
    } catch (IllegalArgumentException e) {
      throw cannot(file, "what stands in " + block.kind + " is no base64", e);
    }
  }

  /** Old keys have fields before an empty line. */
  private static int afterHead(Block block) {
    int empty = block.text.replace("\r\n", "\n").indexOf("\n\n");
    return Math.max(empty, 0);
  }

  private static TlsFileException cannot(
      Path file, String why, @org.jspecify.annotations.Nullable Exception cause) {
    return new TlsFileException("Cannot use " + file + ": " + why + ".", cause);
  }
}
