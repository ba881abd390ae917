package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.script.Script;
import dev.switchboard.script.Transport;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code serve --script}: a script's server side, on the endpoints that are named. */
final class ScriptServing {

  private ScriptServing() {}

  /**
   * Reads {@code [ENDPOINT…]}; without one, the usual port of the service that the script names.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static List<Serving> read(Script script, List<String> words, Console console) {
    Transport over = script.heading().over();
    Entry entry =
        new Entry(
            script.name(),
            "what the script says",
            List.of(over.packets() ? "udp" : "tcp"),
            0,
            script.rawFraming(),
            Framing.datagram(),
            script.heading().limits().message(),
            "with the script",
            script.name(),
            List.of(),
            Set.of(),
            chosen -> script.answering(report -> console.say(report.toString().stripTrailing())));
    List<Serving> servings = new ArrayList<>();
    for (String word : words.isEmpty() ? List.of(usual(script)) : words) {
      Endpoint endpoint = Endpoint.parse(withScheme(word, over));
      if (Transport.of(endpoint) != over) {
        throw new IllegalArgumentException(
            script.name() + " is over " + over + ", and " + endpoint + " is not");
      }
      servings.add(new Serving(entry, endpoint));
    }
    return servings;
  }

  /** The script has said it. */
  private static String withScheme(String word, Transport over) {
    boolean bare = !word.contains("://") && !word.matches("(unix|unixgram|seqpacket):.*");
    return bare && over == Transport.UDP
        ? "udp://" + (word.matches("\\d+") ? ":" : "") + word
        : word;
  }

  private static String usual(Script script) {
    String service = script.heading().service();
    if (service == null) {
      throw new IllegalArgumentException(
          "serve "
              + script.name()
              + " where? Name an endpoint, as in serve --script FILE :9000, or say 'service NAME'"
              + " in the script");
    }
    return ":"
        + Catalogue.named(service)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    script.name()
                        + " is about '"
                        + service
                        + "', which is no service of ours:"
                        + " name an endpoint"))
            .port();
  }
}
