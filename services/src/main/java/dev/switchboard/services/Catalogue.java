package dev.switchboard.services;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All services that can be served by name. */
public final class Catalogue {

  private static final List<Entry> ENTRIES =
      Stream.of(LectureServices.ALL, SmallServices.ALL).flatMap(List::stream).toList();

  private Catalogue() {}

  public static List<Entry> entries() {
    return ENTRIES;
  }

  public static Optional<Entry> named(String name) {
    return ENTRIES.stream().filter(entry -> entry.name().equals(name)).findFirst();
  }
}
