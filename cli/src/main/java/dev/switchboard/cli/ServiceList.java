package dev.switchboard.cli;

import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;

/** {@code serve --list}. */
final class ServiceList {

  private ServiceList() {}

  static void print(Console console) {
    for (Entry entry : Catalogue.entries()) {
      console.print("%-8s %s".formatted(entry.name(), entry.does()));
      console.print(
          "         %s port %d, framing %s, at most %d bytes a message"
              .formatted(
                  String.join(" and ", entry.schemes()),
                  entry.port(),
                  entry.framing().name(),
                  entry.maxMessage()));
      console.print("         ends: %s; from %s".formatted(entry.ends(), entry.origin()));
    }
  }
}
