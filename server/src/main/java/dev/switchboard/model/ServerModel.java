package dev.switchboard.model;

import dev.switchboard.session.Limits;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/**
 * How a server waits: the only thing in which servers differ here. Every model drives the same
 * {@link dev.switchboard.session.Session}.
 *
 * <p>To add one, implement this interface and name it in {@link #all()}, or provide it from another
 * module; the suite that runs over all models then runs over it too.
 */
public interface ServerModel {

  /** The name on the command line. */
  String name();

  /** Whether it can be used on this machine; what it needs of the system is asked for only here. */
  default Availability availability() {
    return Availability.yes();
  }

  /** Why this plan cannot be carried out under this model, as a sentence; empty if it can. */
  default Optional<String> refusal(Plan plan) {
    return Optional.empty();
  }

  /**
   * Whether each of several workers has sockets of its own on one port (SO_REUSEPORT); else they
   * share the same sockets.
   */
  default boolean sharesPort() {
    return false;
  }

  /** Whether it needs sockets that are known by descriptors, and not as the JDK's channels. */
  default boolean needsDescriptors() {
    return false;
  }

  /** How many connections are allowed where nobody said a number. */
  default int usualConnections() {
    return Limits.defaults().connections();
  }

  /** Begins to accept what comes to the plan's sockets. */
  Crew start(Plan plan) throws IOException;

  /** One client at a time; the others wait in the accept queue. */
  static ServerModel iterative() {
    return new Iterative();
  }

  /** A platform thread for each connection. */
  static ServerModel threads() {
    return new Threads();
  }

  /** A virtual thread for each connection. */
  static ServerModel virtual() {
    return new Virtual();
  }

  /** One thread, many sockets: non-blocking, behind a selector. */
  static ServerModel select() {
    return new Select();
  }

  /**
   * All models that are here: those of this module, and those that others provide ({@link
   * ServiceLoader}). Some may not be available on this machine.
   */
  static List<ServerModel> all() {
    return Stream.concat(
            Stream.of(iterative(), threads(), virtual(), select()),
            ServiceLoader.load(ServerModel.class).stream().map(ServiceLoader.Provider::get))
        .toList();
  }

  /** Those of {@link #all()} that can be used on this machine. */
  static List<ServerModel> available() {
    return all().stream()
        .filter(model -> model.availability() instanceof Availability.Yes)
        .toList();
  }

  /**
   * The model with this name.
   *
   * @throws IllegalArgumentException with a sentence that names those that there are
   */
  static ServerModel named(String name) {
    return all().stream()
        .filter(model -> model.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no server model is called '"
                    + name
                    + "'; there are "
                    + String.join(", ", all().stream().map(ServerModel::name).toList())));
  }
}
