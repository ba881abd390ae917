package dev.switchboard.model;

import dev.switchboard.session.Limits;
import java.io.IOException;
import java.time.Duration;
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
    return plan.service() instanceof Program program
        ? Optional.of(
            "the program %s is served by the model processes alone, and not by %s"
                .formatted(program.name(), name()))
        : Optional.empty();
  }

  /**
   * This model with so many processes kept ready for those who come next.
   *
   * @param ready 0 or more
   * @throws IllegalArgumentException when it keeps none
   */
  default ServerModel pool(int ready) {
    throw new IllegalArgumentException(
        "the model " + name() + " keeps no processes ready: processes does");
  }

  /**
   * This model looking for messages so long before its threads sleep.
   *
   * @param time 0 to 1 s
   * @throws IllegalArgumentException when it does not
   */
  default ServerModel spinning(Duration time) {
    throw new IllegalArgumentException(
        "the model " + name() + " sleeps at once when there is nothing to do: ring can spin");
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

  /**
   * Whether conversations are held in this process. Else each connection has one of its own, which
   * makes the service anew ({@link dev.switchboard.session.Named}); so there must be connections.
   */
  default boolean inThisProcess() {
    return true;
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
   * A process for each connection, which gets the very socket: a {@link Program}, or a JVM with a
   * service that has a name ({@link dev.switchboard.session.Named}).
   *
   * @throws IllegalArgumentException where the module {@code dev.switchboard.linux} is not there
   */
  static ServerModel processes() {
    return named("processes");
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
