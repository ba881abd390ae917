package dev.switchboard.fetch;

import dev.switchboard.endpoint.Endpoint;

/**
 * An {@code http} or {@code https} URL (RFC 9110, 4.2) as far as a client needs it: whom to dial,
 * and what to ask for. A fragment stays with the client and is not kept.
 *
 * @param secure whether it is https
 * @param host a name in ASCII, an IPv4 address, or an IPv6 address without brackets, maybe with a
 *     zone ({@code fe80::1%eth0})
 * @param port 1 to 65535
 * @param target the path and the query, percent-encoded; it begins with a slash
 */
public record Url(boolean secure, String host, int port, String target) {

  /** Where HTTP is, when nobody says otherwise. */
  public static final int USUAL_PORT = 80;

  /** Where it is over TLS. */
  public static final int USUAL_SECURE_PORT = 443;

  public Url {
    if (host.isEmpty() || port < 1 || port > 65_535 || !target.startsWith("/")) {
      throw new IllegalArgumentException("no URL: " + host + ", " + port + ", " + target);
    }
  }

  /** A URL of plain http. */
  public Url(String host, int port, String target) {
    this(false, host, port, target);
  }

  /**
   * Reads a URL as it is typed: {@code http://} may be left away, and so may the host before a port
   * ({@code :8000/}), which means localhost. What a URL may not contain is percent-encoded in the
   * path and the query; blanks and control characters are refused.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong with it
   */
  public static Url parse(String text) {
    return UrlText.parse(text);
  }

  /**
   * Where a reference leads that was found at this URL, as in the header field Location (RFC 3986,
   * 5.2; RFC 9110, 10.2.2).
   *
   * @throws IllegalArgumentException with a sentence, where it leads nowhere or to another scheme
   */
  public Url resolve(String reference) {
    return UrlReference.resolve(this, reference);
  }

  /** Whom to dial. */
  public Endpoint.Inet endpoint() {
    return secure ? Endpoint.tls(host, port) : Endpoint.tcp(host, port);
  }

  /** The value of the header field Host (RFC 9110, 7.2): no usual port, and no zone (RFC 6874). */
  public String hostField() {
    int zone = host.indexOf('%');
    return hostAndPort(zone < 0 ? host : host.substring(0, zone));
  }

  /** Whether both are answered by the same server, so that what is meant for it may go there. */
  boolean hasSameOriginAs(Url other) {
    return secure == other.secure && host.equals(other.host) && port == other.port;
  }

  static int usualPort(boolean secure) {
    return secure ? USUAL_SECURE_PORT : USUAL_PORT;
  }

  private String hostAndPort(String shown) {
    String bracketed = shown.indexOf(':') < 0 ? shown : "[" + shown + "]";
    return port == usualPort(secure) ? bracketed : bracketed + ":" + port;
  }

  @Override
  public String toString() {
    return (secure ? "https://" : "http://") + hostAndPort(host.replace("%", "%25")) + target;
  }
}
