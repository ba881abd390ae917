package dev.switchboard.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the verbs, each with the console that it speaks on. */
record Verbs(Console console) implements IFactory {

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type == Serve.class) {
      return type.cast(new Serve(console));
    }
    if (type == Completion.class) {
      return type.cast(new Completion(console));
    }
    if (type == Fetch.class) {
      return type.cast(new Fetch(console));
    }
    if (type == Speak.class) {
      return type.cast(new Speak(console, StandardStreams.ofProcess()));
    }
    if (type == TryModels.class) {
      return type.cast(new TryModels(console));
    }
    return CommandLine.defaultFactory().create(type);
  }
}
