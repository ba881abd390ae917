package dev.switchboard.cli;

import dev.switchboard.model.ServerModel;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * {@code hello}, {@code upper} (TCP and UDP) and {@code echo}, served by the command under any
 * model. Each is started when a test first asks for it and serves all tests of the run: clients of
 * many tests at once are what a server is for.
 */
final class Served implements ParameterResolver {

  /** What a test is given. */
  @FunctionalInterface
  interface Servers {
    Switchboard under(String model, String... options);
  }

  static List<String> models() {
    return ServerModel.all().stream().map(ServerModel::name).toList();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Servers.class;
  }

  @Override
  public Servers resolveParameter(ParameterContext parameter, ExtensionContext context) {
    ExtensionContext.Store store = context.getRoot().getStore(Namespace.create(Served.class));
    return (model, options) ->
        store.computeIfAbsent(
            model + String.join(" ", options), key -> start(model, options), Switchboard.class);
  }

  private static Switchboard start(String model, String... options) {
    try {
      String[] words = {
        "serve", "hello", "0", "upper", "0", "udp://:0", "echo", "0", "--model", model
      };
      String[] all = java.util.Arrays.copyOf(words, words.length + options.length);
      System.arraycopy(options, 0, all, words.length, options.length);
      return Switchboard.start(4, all);
    } catch (Exception e) {
      throw new IllegalStateException("the command does not start", e);
    }
  }
}
