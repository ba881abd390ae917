package dev.switchboard.tls;

import java.util.Arrays;

/** The versions of TLS that are spoken here; older ones are broken (RFC 8996). */
public enum TlsVersion {
  TLS_1_2("1.2"),
  TLS_1_3("1.3");

  private final String number;

  TlsVersion(String number) {
    this.number = number;
  }

  /**
   * Reads {@code 1.2} or {@code 1.3}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  public static TlsVersion parse(String text) {
    for (TlsVersion version : values()) {
      if (version.number.equals(text)) {
        return version;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is no version of TLS that is spoken here: there are 1.2 and 1.3");
  }

  /** This one and all up to another, as the JDK names them. */
  String[] upTo(TlsVersion newest) {
    return Arrays.stream(values())
        .filter(version -> version.compareTo(this) >= 0 && version.compareTo(newest) <= 0)
        .map(version -> "TLSv" + version.number)
        .toArray(String[]::new);
  }
}
