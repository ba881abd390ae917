package dev.switchboard.cli;

import dev.switchboard.model.ServerModel;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a server waits, as options. */
final class ModelOptions {

  static final String AUTO = "auto";

  @Option(
      names = "--model",
      completionCandidates = Completion.Models.class,
      paramLabel = "MODEL",
      description = {
        "How the server waits: iterative, threads, virtual, processes,",
        "select, ring, or auto: select, which starts fastest and runs",
        "everywhere (exec: processes). ring serves most, on Linux."
      })
  String model = AUTO;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Run N of the model on one port (1).")
  int workers = 1;

  @Option(
      names = "--pool",
      paramLabel = "N",
      description = "processes: JVMs kept ready for those who come next (2).")
  @Nullable Integer pool;

  @Option(
      names = "--spin",
      paramLabel = "MICROS",
      description = {
        "ring: look for messages so long before sleeping (0). Answers",
        "come sooner, and a processor is busy while messages come."
      })
  @Nullable Integer spin;

  /**
   * The model that was asked for, or that is picked.
   *
   * @param program whether a program is served, and not a service
   * @throws IllegalArgumentException with a sentence
   */
  ServerModel chosen(boolean program) {
    ServerModel chosen = model.equals(AUTO) ? picked(program) : named();
    if (pool != null) {
      chosen = chosen.pool(pool);
    }
    return spin == null ? chosen : chosen.spinning(Duration.of(spin, ChronoUnit.MICROS));
  }

  private static ServerModel picked(boolean program) {
    return program ? ServerModel.processes() : ServerModel.select();
  }

  private ServerModel named() {
    try {
      return ServerModel.named(model);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(e.getMessage() + ", or " + AUTO, e);
    }
  }
}
