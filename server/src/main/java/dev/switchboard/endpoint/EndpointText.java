package dev.switchboard.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** Endpoints as people type them. */
final class EndpointText {

  /** sun_path of unix(7) has 108 bytes, the last of them a NUL. */
  private static final int LONGEST_PATH = 107;

  private static final String FORMS =
      "it is tcp://HOST:PORT, udp://HOST:PORT, unix:PATH, HOST:PORT, [IPv6]:PORT, :PORT or PORT";

  private static final List<String> PLANNED = List.of("tls", "unixgram", "seqpacket");

  private EndpointText() {}

  static Endpoint parse(String text) {
    if (text.startsWith("unix:")) {
      return unix(text, text.substring("unix:".length()));
    }
    for (String scheme : PLANNED) {
      if (text.startsWith(scheme + ":")) {
        throw wrong(text, "the transport " + scheme + " is not there yet");
      }
    }
    int slashes = text.indexOf("://");
    String scheme = slashes < 0 ? "tcp" : text.substring(0, slashes);
    String rest = slashes < 0 ? text : text.substring(slashes + 3);
    return switch (scheme) {
      case "tcp" -> inet(new Endpoint.Tcp("", 0), text, rest);
      case "udp" -> inet(new Endpoint.Udp("", 0), text, rest);
      default -> throw wrong(text, "no transport is called '" + scheme + "'");
    };
  }

  private static Endpoint unix(String text, String path) {
    if (path.isEmpty()) {
      throw wrong(text, "the path is missing");
    }
    if (path.startsWith("@")) {
      throw wrong(text, "abstract names, those with @, are not there yet: the JDK has none");
    }
    if (path.getBytes(UTF_8).length > LONGEST_PATH) {
      throw wrong(text, "the path has more than " + LONGEST_PATH + " bytes");
    }
    return new Endpoint.Unix(path);
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
    if (host.chars().anyMatch(c -> c <= ' ' || c == '/')) {
      throw wrong(text, "the host '" + host + "' is no name and no address");
    }
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
