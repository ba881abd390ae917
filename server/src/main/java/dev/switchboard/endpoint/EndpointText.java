package dev.switchboard.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.function.Function;

/** Endpoints as people type them. */
final class EndpointText {

  /** sun_path of unix(7) has 108 bytes, the last of them a NUL. */
  private static final int LONGEST_PATH = 107;

  private static final String FORMS =
      "it is tcp://HOST:PORT, udp://HOST:PORT, tls://HOST:PORT, unix:PATH, unixgram:PATH,"
          + " seqpacket:PATH, icmp://HOST, HOST:PORT, [IPv6]:PORT, :PORT or PORT";

  private static final Map<String, Function<String, Endpoint>> LOCAL =
      Map.of(
          "unix", Endpoint.Unix::new,
          "unixgram", Endpoint.Unixgram::new,
          "seqpacket", Endpoint.Seqpacket::new);

  private EndpointText() {}

  static Endpoint parse(String text) {
    int colon = text.indexOf(':');
    Function<String, Endpoint> local = LOCAL.get(text.substring(0, Math.max(colon, 0)));
    if (local != null) {
      return local.apply(path(text, text.substring(colon + 1)));
    }
    int slashes = text.indexOf("://");
    String scheme = slashes < 0 ? "tcp" : text.substring(0, slashes);
    String rest = slashes < 0 ? text : text.substring(slashes + 3);
    return switch (scheme) {
      case "tcp" -> inet(new Endpoint.Tcp("", 0), text, rest);
      case "tls" -> inet(new Endpoint.Tls("", 0), text, rest);
      case "icmp" -> icmp(text, rest);
      case "udp" -> inet(new Endpoint.Udp("", 0), text, rest);
      default -> throw wrong(text, "no transport is called '" + scheme + "'");
    };
  }

  private static String path(String text, String path) {
    if (path.isEmpty() || path.equals("@")) {
      throw wrong(text, "the path is missing");
    }
    if (path.getBytes(UTF_8).length > LONGEST_PATH) {
      throw wrong(text, "the path has more than " + LONGEST_PATH + " bytes");
    }
    return path;
  }

  private static Endpoint icmp(String text, String rest) {
    boolean brackets = rest.startsWith("[") && rest.endsWith("]");
    String host = brackets ? rest.substring(1, rest.length() - 1) : rest;
    if (!brackets && host.indexOf(':') >= 0) {
      throw wrong(text, "ICMP has no ports, and an IPv6 address stands in brackets");
    }
    if (host.equals(Endpoint.EVERYWHERE)) {
      throw wrong(text, "an echo request goes to one host");
    }
    checkHost(text, host);
    return Endpoint.icmp(host);
  }

  private static void checkHost(String text, String host) {
    if (host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
      throw wrong(text, "the host '" + host + "' is no name and no address");
    }
  }

  private static Endpoint inet(Endpoint.Inet transport, String text, String rest) {
    String host;
    String port;
    if (rest.startsWith("[")) {
      int bracket = rest.indexOf(']');
      if (bracket < 0 || !rest.startsWith("]:", bracket)) {
        throw wrong(text, "an IPv6 address stands in brackets, with :PORT behind them");
      }
      host = rest.substring(1, bracket);
      port = rest.substring(bracket + 2);
      if (host.indexOf(':') < 0) {
        throw wrong(text, "in the brackets stands no IPv6 address");
      }
    } else {
      int colon = rest.lastIndexOf(':');
      host = colon < 0 ? "" : rest.substring(0, colon);
      port = rest.substring(colon + 1);
      if (host.indexOf(':') >= 0) {
        throw wrong(text, "an IPv6 address stands in brackets: [::1]:8820");
      }
    }
    checkHost(text, host);
    return transport.at(host, port(text, port));
  }

  private static int port(String text, String port) {
    boolean digits =
        !port.isEmpty() && port.length() <= 5 && port.chars().allMatch(c -> c >= '0' && c <= '9');
    int number = digits ? Integer.parseInt(port) : -1;
    if (number < 0 || number > 65_535) {
      throw wrong(
          text, port.isEmpty() ? "the port is missing" : "a port is 0 to 65535, not " + port);
    }
    return number;
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no endpoint: " + why + "; " + FORMS);
  }
}
