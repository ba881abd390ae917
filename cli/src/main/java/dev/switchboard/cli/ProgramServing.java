package dev.switchboard.cli;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.NotStartedException;
import dev.switchboard.model.Program;
import dev.switchboard.services.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code serve exec [ENDPOINT…] -- CMD ARG…}: a program for each connection. */
final class ProgramServing {

  static final String EXEC = "exec";

  /** What means something for a program too; all else is about messages, or about services. */
  private static final Set<String> KNOWN =
      Set.of(
          "--model",
          "--workers",
          "--any-port",
          "--refuse-when-full",
          "--verbose",
          "--json",
          "--max-connections",
          "--accept-queue",
          "--drain");

  private ProgramServing() {}

  /**
   * The program, where one is to be served.
   *
   * @throws IllegalArgumentException with a sentence
   * @throws NotStartedException when it could not be started, with a sentence
   */
  static @Nullable Program program(List<String> words, @Nullable List<String> command)
      throws NotStartedException {
    boolean exec = !words.isEmpty() && words.getFirst().equals(EXEC);
    if (!exec) {
      if (command != null) {
        throw new IllegalArgumentException(
            "what stands behind -- is a program, and only exec takes one: serve exec [ENDPOINT…] --"
                + " CMD ARG…");
      }
      return null;
    }
    if (command == null || command.isEmpty()) {
      ServeHabits.refuseWords(words);
      throw new IllegalArgumentException(
          "serve exec what? The program stands behind --, as in serve exec :9000 -- cat");
    }
    return Program.find(command);
  }

  /** Reads {@code exec [ENDPOINT…]}; without one, a free port of this machine. */
  static List<Serving> read(Program program, List<String> words) {
    ServeHabits.refuseWords(words);
    Serving.refuseHostAndPortApart(words);
    List<String> endpoints = words.subList(1, words.size());
    List<Serving> servings = new ArrayList<>();
    for (String word : endpoints.isEmpty() ? List.of("0") : endpoints) {
      Endpoint endpoint = Endpoint.parse(word);
      if (!endpoint.connects()) {
        throw new IllegalArgumentException(
            endpoint + " has no connections that a program could be given: name a tcp or unix one");
      }
      if (endpoint instanceof Endpoint.Tls) {
        throw new IllegalArgumentException(
            "a program gets the very socket, on which "
                + endpoint
                + " would have TLS: leave tls:// away, or let the program speak it");
      }
      servings.add(new Serving(entry(program), endpoint));
    }
    Serving.refuseTwice(servings);
    return servings;
  }

  private static Entry entry(Program program) {
    return new Entry(
        program.name(),
        String.join(" ", program.command()),
        List.of("tcp"),
        0,
        Framing.none(),
        Framing.datagram(),
        1,
        "with the program",
        program.name(),
        List.of(),
        Set.of(),
        chosen -> program);
  }

  /**
   * Options that mean nothing to a program are refused, so that nobody relies on them.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void refuseOptions(ParseResult given) {
    given.matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(name -> !KNOWN.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              name
                  + " means nothing to exec: a program has the socket itself, and no byte of it"
                  + " passes through here; leave it away");
        });
  }
}
