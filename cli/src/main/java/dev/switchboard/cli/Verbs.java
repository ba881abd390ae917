package dev.switchboard.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the verbs, each with the console that it speaks on. */
record Verbs(Console console) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    return type == Serve.class
        ? type.cast(new Serve(console))
        : CommandLine.defaultFactory().create(type);
  }
}
