package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One service on one endpoint, as the words after {@code serve} ask for it. */
record Serving(Entry entry, Endpoint endpoint) {

  private static final String ALL = "all";
  private static final String EXEC = "exec";
  private static final String DOTTED = "[\\w-]+(\\.[\\w-]+)+";
  private static final String IPV6 = "\\p{XDigit}*:[\\p{XDigit}.:]*:[\\p{XDigit}.:]*";

  /**
   * Reads {@code SERVICE [ENDPOINT…] [SERVICE [ENDPOINT…]]…}.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static List<Serving> read(List<String> words) {
    if (words.isEmpty()) {
      throw new IllegalArgumentException("serve what? There are " + names() + ", or all");
    }
    if (words.getFirst().equals(EXEC)) {
      throw new IllegalArgumentException(
          "serve exec, a program for each connection, is not there yet; there are "
              + names()
              + ", or all");
    }
    ServeHabits.refuseWords(words);
    refuseHostAndPortApart(words);
    List<Serving> servings = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      List<Entry> entries = service(words.get(i++));
      List<Endpoint> endpoints = new ArrayList<>();
      while (i < words.size() && !isService(words.get(i))) {
        endpoints.add(Endpoint.parse(words.get(i++)));
      }
      if (!endpoints.isEmpty() && entries.size() > 1) {
        throw new IllegalArgumentException(
            "'all' takes no endpoint: each service has its own port");
      }
      for (Entry entry : entries) {
        add(servings, entry, endpoints);
      }
    }
    refuseTwice(servings);
    return servings;
  }

  /** As nc has them: {@code serve hello localhost 9000}. */
  private static void refuseHostAndPortApart(List<String> words) {
    for (int i = 1; i < words.size() - 1; i++) {
      String host = words.get(i);
      String port = words.get(i + 1);
      boolean isHost = host.matches("localhost|\\*|" + DOTTED + "|" + IPV6);
      if (isHost && port.matches("\\d{1,5}")) {
        String joined = (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
        throw new IllegalArgumentException(
            "host and port are one word here: serve %s %s".formatted(words.getFirst(), joined));
      }
    }
  }

  /** Else the second would find its port taken, and blame another program. */
  private static void refuseTwice(List<Serving> servings) {
    Set<Endpoint> seen = new HashSet<>();
    for (Serving serving : servings) {
      boolean choosesPort = serving.endpoint() instanceof Endpoint.Inet inet && inet.port() == 0;
      if (!choosesPort && !seen.add(serving.endpoint())) {
        throw new IllegalArgumentException(
            serving.endpoint()
                + " is asked for twice, the second time by "
                + serving.entry().name());
      }
    }
  }

  private static void add(List<Serving> servings, Entry entry, List<Endpoint> endpoints) {
    if (endpoints.isEmpty()) {
      for (String scheme : entry.schemes()) {
        servings.add(new Serving(entry, Endpoint.parse(scheme + "://:" + entry.port())));
      }
    }
    for (Endpoint endpoint : endpoints) {
      if (endpoint.packets() && !entry.schemes().contains("udp")) {
        throw new IllegalArgumentException(
            entry.name() + " is not served over packets, as " + endpoint + " would have it");
      }
      servings.add(new Serving(entry, endpoint));
    }
  }

  private static List<Entry> service(String word) {
    return word.equals(ALL) ? Catalogue.entries() : List.of(named(word));
  }

  /**
   * The service of this name.
   *
   * @throws IllegalArgumentException with a sentence that names those that there are
   */
  static Entry named(String word) {
    if (word.matches(":?\\d+|.*:\\d+")) {
      throw new IllegalArgumentException(
          "serve what on " + word + "? The service comes first, as in serve echo " + word);
    }
    return Catalogue.named(word)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no service is called '" + word + "'; there are " + names() + ", or all"));
  }

  /** Whether it is meant as one: a name that is no endpoint either is taken for one, misspelt. */
  private static boolean isService(String word) {
    return word.matches("[a-z]+");
  }

  private static String names() {
    return String.join(", ", Catalogue.entries().stream().map(Entry::name).toList());
  }
}
