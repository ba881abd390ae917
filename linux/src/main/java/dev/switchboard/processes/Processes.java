package dev.switchboard.processes;

import dev.switchboard.framing.Framing;
import dev.switchboard.kernel.CLibrary;
import dev.switchboard.model.Availability;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.Program;
import dev.switchboard.model.ServerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process for each connection, which gets the very socket; nothing is relayed.
 *
 * @param ready how many JVMs are kept ready for those who come next
 */
public record Processes(int ready) implements ServerModel {

  private static final int USUAL_CONNECTIONS = 64;
  private static final int USUALLY_READY = 2;

  public Processes {
    if (ready < 0) {
      throw new IllegalArgumentException("processes kept ready are 0 or more, not " + ready);
    }
  }

  /** For {@link java.util.ServiceLoader}. */
  public Processes() {
    this(USUALLY_READY);
  }

  @Override
  public String name() {
    return "processes";
  }

  @Override
  public ServerModel pool(int count) {
    return new Processes(count);
  }

  @Override
  public boolean needsDescriptors() {
    return true;
  }

  @Override
  public boolean inThisProcess() {
    return false;
  }

  @Override
  public boolean sharesPort() {
    return true;
  }

  @Override
  public int usualConnections() {
    return USUAL_CONNECTIONS;
  }

  @Override
  public Availability availability() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Availability.no("it is there on Linux alone");
    }
    if (!Processes.class.getModule().isNativeAccessEnabled()) {
      return Availability.no(
          "it calls the kernel, which this JVM does not let it: start it with"
              + " --enable-native-access=dev.switchboard.linux");
    }
    if (!Files.isExecutable(Path.of(Watchdog.SHELL))) {
      return Availability.no("it needs a shell at " + Watchdog.SHELL + ", which ends what is left");
    }
    return CLibrary.find("posix_spawn_file_actions_addclosefrom_np").isPresent()
        ? Availability.yes()
        : Availability.no(
            "it needs posix_spawn_file_actions_addclosefrom_np, which the C library"
                + " of this machine does not have: glibc has it from 2.34 on, musl has not");
  }

  @Override
  public Optional<String> refusal(Plan plan) {
    if (!plan.transport().hasDescriptors()) {
      return Optional.of(
          "the model processes passes sockets on by their descriptors, which this transport has not");
    }
    if (plan.tls() != null) {
      return Optional.of(
          "the model processes passes the very socket on, and TLS would stay behind: choose another"
              + " model for tls://");
    }
    return plan.service() instanceof Program ? Optional.empty() : refusalOfService(plan);
  }

  private static Optional<String> refusalOfService(Plan plan) {
    try {
      Recipe.of(plan.service());
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
    return isNamed(plan.framing())
        ? Optional.empty()
        : Optional.of(
            "the framing %s has no name by which another process could make it"
                .formatted(plan.framing().name()));
  }

  private static boolean isNamed(Framing framing) {
    try {
      return Framing.parse(framing.name()).equals(framing);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    return ProcessCrew.start(plan, ready);
  }
}
