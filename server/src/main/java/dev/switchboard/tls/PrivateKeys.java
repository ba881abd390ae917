package dev.switchboard.tls;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/** Private keys in their three encodings: PKCS#8, also encrypted, PKCS#1 and SEC 1. */
final class PrivateKeys {

  private static final String RSA = "1.2.840.113549.1.1.1";
  private static final String EC = "1.2.840.10045.2.1";

  /** Of SEC 1: the element that names the curve (RFC 5915, 3). */
  private static final byte CURVE = (byte) 0xa0;

  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private PrivateKeys() {}

  /**
   * @param kind what stands behind BEGIN
   * @param text what stands beneath it
   * @param der that, decoded
   */
  static PrivateKey of(String kind, String text, byte[] der, char... password)
      throws GeneralSecurityException, IOException {
    return switch (kind) {
      case "PRIVATE KEY" -> fromPkcs8(der);
      case "ENCRYPTED PRIVATE KEY" -> fromPkcs8(decrypted(der, password));
      case "RSA PRIVATE KEY" -> fromPkcs8(wrapped(plain(text, der), rsa()));
      case "EC PRIVATE KEY" -> fromPkcs8(wrapped(plain(text, der), ec(der)));
      default -> throw new IOException("keys of the kind " + kind + " are not known here");
    };
  }

  private static byte[] plain(String text, byte... der) throws IOException {
    if (text.contains("ENCRYPTED")) {
      throw new IOException(
          "its key is encrypted in an old way: convert it with openssl pkcs8 -topk8");
    }
    return der;
  }

  private static PrivateKey fromPkcs8(byte... der) throws GeneralSecurityException, IOException {
    for (String algorithm : ALGORITHMS) {
      PrivateKey key = of(algorithm, der);
      if (key != null) {
        return key;
      }
    }
    throw new IOException("its key is not one of RSA, EC or EdDSA, or damaged");
  }

  private static @Nullable PrivateKey of(String algorithm, byte... der)
      throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException e) {
      return null; // it is of another kind
    }
  }

  private static byte[] decrypted(byte[] der, char... password)
      throws GeneralSecurityException, IOException {
    if (password.length == 0) {
      throw new IOException("its key is encrypted, and there is no password for it");
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    AlgorithmParameters parameters = info.getAlgParameters();
    // PBES2 tells only in its parameters which one it is: PBEWithHmacSHA256AndAES_256.
    String algorithm =
        info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
            ? parameters.toString()
            : info.getAlgName();
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password)),
          parameters);
      return info.getKeySpec(cipher).getEncoded();
    } catch (InvalidKeySpecException | java.security.InvalidKeyException e) {
      throw new IOException("its key cannot be decrypted: is it the right password?", e);
    }
  }

  /** PrivateKeyInfo around a key of one algorithm (RFC 5208, 5). */
  private static byte[] wrapped(byte[] key, byte... algorithm) {
    return Der.sequence(Der.integer(0), algorithm, Der.octets(key));
  }

  private static byte[] rsa() {
    return Der.sequence(Der.identifier(RSA), Der.nothing());
  }

  private static byte[] ec(byte... key) throws IOException {
    try {
      for (int at = Der.content(key, 0); at < key.length; at = Der.end(key, at)) {
        if (key[at] == CURVE) {
          byte[] curve = Arrays.copyOfRange(key, Der.content(key, at), Der.end(key, at));
          return Der.sequence(Der.identifier(EC), curve);
        }
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new IOException("its key is damaged", e);
    }
    throw new IOException("its key does not say on which curve it is");
  }
}
