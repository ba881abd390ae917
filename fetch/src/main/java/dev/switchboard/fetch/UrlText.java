package dev.switchboard.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/** URLs as people type them, and what of them goes over the wire. */
final class UrlText {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");

  /** RFC 3986, 3.2.2, without percent-encoding: no resolver takes that. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9._~!$&'()+,;=-]+");

  /** RFC 6874: what names a zone. */
  private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9._~-]+");

  /** What is not allowed in a URL (RFC 3986, appendix A) and is harmless when encoded. */
  private static final String ENCODED = "\"<>\\^`{|}";

  private UrlText() {}

  static Url parse(String text) {
    if (text.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
      throw wrong(text, "a blank or a control character stands in it; in a path a blank is %20");
    }
    var scheme = SCHEME.matcher(text);
    if (!scheme.matches()) {
      return authorityAndTarget(text, false, text);
    }
    return authorityAndTarget(text, isSecure(text, scheme.group(1)), scheme.group(2));
  }

  /** Whether the scheme is https; another than that and http is refused. */
  static boolean isSecure(String text, String scheme) {
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "http" -> false;
      case "https" -> true;
      default -> throw wrong(text, "fetch speaks http and https alone, not " + scheme);
    };
  }

  /** What stands behind {@code http://} or {@code https://}. */
  static Url authorityAndTarget(String text, boolean secure, String rest) {
    int end = 0;
    while (end < rest.length() && "/?#".indexOf(rest.charAt(end)) < 0) {
      end++;
    }
    String authority = rest.substring(0, end);
    if (authority.indexOf('@') >= 0) {
      // Not shown: it may be a password.
      throw new IllegalArgumentException(
          "a URL with a user's name or password in it is not taken; give -H 'Authorization: …'");
    }
    int colon = authority.lastIndexOf(':');
    int bracket = authority.lastIndexOf(']');
    boolean withPort = colon > bracket;
    String host = withPort ? authority.substring(0, colon) : authority;
    int port =
        withPort ? port(text, secure, authority.substring(colon + 1)) : Url.usualPort(secure);
    if (host.isEmpty() && !withPort) {
      throw wrong(text, "the host is missing");
    }
    return new Url(
        secure, host.isEmpty() ? "localhost" : host(text, host), port, target(rest.substring(end)));
  }

  private static int port(String text, boolean secure, String digits) {
    if (digits.isEmpty()) {
      return Url.usualPort(secure); // RFC 3986, 3.2.3
    }
    int port = digits.matches("0*[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65_535) {
      throw wrong(text, "a port is 1 to 65535, not " + digits);
    }
    return port;
  }

  private static String host(String text, String host) {
    if (host.startsWith("[")) {
      return six(text, host);
    }
    if (host.indexOf(':') >= 0) {
      throw wrong(text, "an IPv6 address stands in brackets: http://[::1]:8080/");
    }
    String ascii;
    try {
      // Asked only where it has something to say: it loads tables.
      boolean foreign = host.chars().anyMatch(c -> c >= 0x80);
      ascii = (foreign ? IDN.toASCII(host) : host).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw wrong(text, "'" + host + "' is not a host's name");
    }
    if (!NAME.matcher(ascii).matches()) {
      throw wrong(text, "'" + host + "' is not a host's name");
    }
    return ascii;
  }

  /** An address in brackets; the percent sign before its zone is itself %25 (RFC 6874), or bare. */
  private static String six(String text, String host) {
    if (!host.endsWith("]")) {
      throw wrong(text, "behind the bracket stands neither :PORT nor a path");
    }
    String inside = host.substring(1, host.length() - 1);
    int percent = inside.indexOf('%');
    String address = percent < 0 ? inside : inside.substring(0, percent);
    String zone = percent < 0 ? "" : inside.substring(percent + 1);
    if (zone.startsWith("25") && zone.length() > 2) {
      zone = zone.substring(2);
    }
    boolean valid = address.indexOf(':') >= 0 && (percent < 0 || ZONE.matcher(zone).matches());
    try {
      if (valid) {
        InetAddress.ofLiteral(address);
        return percent < 0 ? address : address + "%" + zone;
      }
    } catch (IllegalArgumentException e) {
      throw wrong(text, "in the brackets stands no IPv6 address");
    }
    throw wrong(text, "in the brackets stands no IPv6 address");
  }

  /** Path and query, without the fragment. */
  static String target(String pathAndQuery) {
    int fragment = pathAndQuery.indexOf('#');
    String kept = encoded(fragment < 0 ? pathAndQuery : pathAndQuery.substring(0, fragment));
    int question = kept.indexOf('?');
    String path = question < 0 ? kept : kept.substring(0, question);
    String query = question < 0 ? "" : kept.substring(question);
    return (path.isEmpty() ? "/" : UrlReference.withoutDots(path)) + query;
  }

  /** Percent-encodes as UTF-8 what a URL may not contain; what is encoded already stays. */
  static String encoded(String text) {
    StringBuilder encoded = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c <= ' ' || c >= 0x7f || ENCODED.indexOf(c) >= 0) {
            for (byte b : Character.toString(c).getBytes(UTF_8)) {
              encoded.append('%').append(String.format("%02X", b));
            }
          } else {
            encoded.append((char) c);
          }
        });
    return encoded.toString();
  }

  static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no URL for fetch: " + why);
  }
}
