package dev.switchboard.cli;

import dev.switchboard.model.ServerModel;
import dev.switchboard.services.Catalogue;
import dev.switchboard.services.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Every service over each of its transports, served by the command under any model. Each command is
 * started when a test first asks for it and serves all tests of the run: clients of many tests at
 * once are what a server is for.
 */
final class Served implements ParameterResolver {

  /** What a test is given. */
  @FunctionalInterface
  interface Servers {
    Switchboard under(String model, String... options);
  }

  /**
   * Those that the tests with many clients run over. Under {@code processes} each client has a JVM
   * started: they run over it with {@code ./verify --long}; the specifications always do.
   */
  static List<String> models() {
    return everyModel().stream()
        .filter(model -> inThisProcess(model) || Boolean.getBoolean("switchboard.long"))
        .toList();
  }

  static List<String> everyModel() {
    return ServerModel.available().stream().map(ServerModel::name).toList();
  }

  static List<String> packetModels() {
    return everyModel().stream().filter(Served::servesDatagrams).toList();
  }

  static boolean inThisProcess(String model) {
    return ServerModel.named(model).inThisProcess();
  }

  /** A datagram has no connection that a process could be given. */
  static boolean servesDatagrams(String model) {
    return inThisProcess(model);
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
    boolean datagrams = servesDatagrams(model);
    int listeners = 0;
    List<String> words = new ArrayList<>(List.of("serve"));
    for (Entry entry : Catalogue.entries()) {
      words.add(entry.name());
      for (String scheme : entry.schemes()) {
        if (datagrams || !scheme.equals("udp")) {
          words.add(scheme + "://:0");
          listeners++;
        }
      }
    }
    words.addAll(List.of("--model", model));
    if (!inThisProcess(model)) {
      words.addAll(List.of("--pool", "0")); // a JVM for each service that nobody may ask for
    }
    words.addAll(List.of(options));
    try {
      return Switchboard.start(listeners, words.toArray(String[]::new));
    } catch (Exception e) {
      throw new IllegalStateException("the command does not start", e);
    }
  }
}
