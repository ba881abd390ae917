package dev.switchboard.services;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import java.util.List;
import java.util.Optional;

/** All services that can be served by name. */
public final class Catalogue {

  private static final int USUAL_MESSAGE = Limits.defaults().message();

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry(
              "hello",
              "a user name is answered with Hello and the name",
              List.of("tcp"),
              8820,
              Framing.text(),
              1024,
              "after the reply",
              "L0 Sockets",
              new Hello(),
              true),
          new Entry(
              "upper",
              "text is answered in capitals",
              List.of("tcp", "udp"),
              12000,
              Framing.text(),
              USUAL_MESSAGE,
              "tcp: after the reply; udp: never",
              "L1 Introduction to Socket Programming",
              new Upper(),
              true),
          new Entry(
              "echo",
              "what comes is sent back",
              List.of("tcp", "udp"),
              7007,
              Framing.none(),
              USUAL_MESSAGE,
              "when the client leaves",
              "RFC 862; L1, L2",
              new Echo(),
              false));

  private Catalogue() {}

  public static List<Entry> entries() {
    return ENTRIES;
  }

  public static Optional<Entry> named(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
