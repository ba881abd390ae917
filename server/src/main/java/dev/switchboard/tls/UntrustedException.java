package dev.switchboard.tls;

import java.security.cert.CertificateException;

/** The peer's certificate is not trusted; the message says why, without a full stop. */
final class UntrustedException extends CertificateException {

  private static final long serialVersionUID = 1L;

  UntrustedException(String why, CertificateException cause) {
    super(why, cause);
  }

  UntrustedException(String why) {
    super(why);
  }
}
