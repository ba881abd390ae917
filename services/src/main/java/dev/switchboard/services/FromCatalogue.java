package dev.switchboard.services;

import dev.switchboard.session.Named;
import dev.switchboard.session.Service;
import java.util.List;

/** Makes a service of the catalogue as it was chosen to be, in whatever process. */
public final class FromCatalogue implements Named.Maker {

  /** For whoever has only its name. */
  public FromCatalogue() {}

  /** The service of this entry, with the words that make it again. */
  static Named service(Entry entry, Choices chosen) {
    return new Named(
        entry.made(chosen),
        FromCatalogue.class.getName(),
        List.of(
            entry.name(),
            String.valueOf(chosen.repeat()),
            chosen.addName(),
            String.valueOf(chosen.reflect())));
  }

  @Override
  public Service make(List<String> words) {
    Choices chosen =
        new Choices(
            Boolean.parseBoolean(words.get(1)), words.get(2), Boolean.parseBoolean(words.get(3)));
    return Catalogue.named(words.getFirst()).orElseThrow().made(chosen);
  }
}
