package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.script.Transport;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom {@code speak} shall speak to, as the words behind it say.
 *
 * @param service the service that was named, whose framing is spoken; null for none
 */
record Destination(Endpoint endpoint, @Nullable Entry service) {

  /** Which transport the options ask for. */
  enum Wanted {
    ANY,
    UDP,
    UNIX,
    UNIXGRAM,
    SEQPACKET;

    /** What a script's heading asks for. */
    static Wanted of(Transport over) {
      return switch (over) {
        case TCP -> ANY;
        case UDP -> UDP;
        case UNIX -> UNIX;
        case UNIXGRAM -> UNIXGRAM;
        case SEQPACKET -> SEQPACKET;
      };
    }

    /** Where a path is wanted: how an endpoint with one begins. */
    private String scheme() {
      return this == ANY || this == UDP ? "" : name().toLowerCase(Locale.ROOT) + ":";
    }
  }

  /**
   * Reads {@code ENDPOINT}, {@code HOST PORT}, {@code SERVICE}, {@code SERVICE ENDPOINT} or {@code
   * SERVICE HOST PORT}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static Destination read(List<String> words, Wanted wanted) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException(
          "speak to whom? An endpoint (HOST PORT, tcp://HOST:PORT, unix:PATH) or a service: "
              + services());
    }
    Optional<Entry> service = Catalogue.named(words.getFirst());
    if (service.isEmpty()) {
      return new Destination(dialled(endpoint(words, wanted)), null);
    }
    Entry entry = service.get();
    List<String> where = words.subList(1, words.size());
    Endpoint endpoint = where.isEmpty() ? usual(entry, wanted) : endpoint(where, wanted);
    if (endpoint.packets() && !entry.schemes().contains("udp")) {
      throw new IllegalArgumentException(entry.name() + " does not speak in packets");
    }
    return new Destination(dialled(endpoint), entry);
  }

  /** The service that is named, or an empty text. */
  static String service(List<String> words) {
    return words.isEmpty() ? "" : Catalogue.named(words.getFirst()).map(Entry::name).orElse("");
  }

  private static Endpoint usual(Entry entry, Wanted wanted) {
    return switch (wanted) {
      case ANY -> Endpoint.parse(entry.schemes().getFirst() + "://:" + entry.port());
      case UDP -> Endpoint.udp(Endpoint.THIS_MACHINE, entry.port());
      case UNIX ->
          throw new IllegalArgumentException(
              "-U wants the path: speak -U " + entry.name() + " PATH");
      case UNIXGRAM, SEQPACKET ->
          throw new IllegalArgumentException(
              "the path is missing: speak " + entry.name() + " " + wanted.scheme() + "PATH");
    };
  }

  private static Endpoint endpoint(List<String> words, Wanted wanted) {
    return switch (words.size()) {
      case 1 -> one(words.getFirst(), wanted);
      case 2 -> hostAndPort(words.get(0), words.get(1), wanted);
      default ->
          throw new IllegalArgumentException(
              "too many words: " + String.join(" ", words) + "; it is HOST PORT, or one endpoint");
    };
  }

  private static Endpoint one(String word, Wanted wanted) {
    String local = wanted.scheme();
    if (!local.isEmpty()) {
      return Endpoint.parse(word.startsWith(local) ? word : local + word);
    }
    if (word.matches("[A-Za-z][A-Za-z0-9.-]*")) {
      throw new IllegalArgumentException(
          "'%s' is no service (there are %s), and for a host the port is missing: speak %s PORT"
              .formatted(word, services(), word));
    }
    refuseOtherNotation(word);
    Endpoint endpoint = Endpoint.parse(word);
    if (wanted == Wanted.ANY || !endpoint.connects()) {
      return endpoint;
    }
    if (word.contains("://") || !(endpoint instanceof Endpoint.Inet inet)) {
      throw new IllegalArgumentException("-u means UDP, and " + endpoint + " is something else");
    }
    return Endpoint.udp(inet.host(), inet.port());
  }

  /** {@code TCP:localhost:80}, {@code UDP4:…}, {@code UNIX-CONNECT:…}. */
  private static void refuseOtherNotation(String word) {
    int colon = word.indexOf(':');
    String kind = colon < 0 ? "" : word.substring(0, colon).toUpperCase(Locale.ROOT);
    String rest = word.substring(colon + 1);
    if (kind.matches("(TCP|UDP)[46]?(-CONNECT)?") && !rest.startsWith("//")) {
      throw new IllegalArgumentException(
          "'%s' is how socat says it; here it is %s://%s"
              .formatted(word, kind.substring(0, 3).toLowerCase(Locale.ROOT), rest));
    }
    if (kind.matches("(UNIX|ABSTRACT)-(CONNECT|CLIENT|SENDTO)")) {
      throw new IllegalArgumentException(
          "'%s' is how socat says it; here it is %s".formatted(word, local(kind, rest)));
    }
    if (kind.matches("HTTPS?") && rest.startsWith("//")) {
      throw new IllegalArgumentException(
          "'%s' is a web address: 'switchboard fetch' gets it, and speak wants HOST PORT"
              .formatted(word));
    }
  }

  /** A Unix socket as socat names it: kind, path, and options behind commas. */
  private static String local(String kind, String rest) {
    String[] pathAndOptions = rest.split(",", 2);
    boolean packets =
        pathAndOptions.length > 1 && pathAndOptions[1].matches("(.*,)?(so-?)?type=5.*");
    String scheme = packets ? "seqpacket" : kind.endsWith("SENDTO") ? "unixgram" : "unix";
    return scheme + ":" + (kind.startsWith("ABSTRACT") ? "@" : "") + pathAndOptions[0];
  }

  private static Endpoint hostAndPort(String host, String port, Wanted wanted) {
    if (!wanted.scheme().isEmpty()) {
      throw new IllegalArgumentException(
          "-U takes one path, not '" + host + "' and '" + port + "'");
    }
    if (!port.matches("\\d{1,5}") || host.contains("://")) {
      throw new IllegalArgumentException(
          "'%s %s' is no HOST PORT: a port is a number, 1 to 65535".formatted(host, port));
    }
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    int number = Integer.parseInt(port);
    return wanted == Wanted.UDP ? Endpoint.udp(bare, number) : Endpoint.tcp(bare, number);
  }

  private static Endpoint dialled(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Inet inet && inet.port() == 0) {
      throw new IllegalArgumentException("a port to speak to is 1 to 65535, not 0");
    }
    return endpoint;
  }

  private static String services() {
    return String.join(", ", Catalogue.entries().stream().map(Entry::name).toList());
  }
}
