package dev.switchboard.ring;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.model.Availability;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.model.Workers;
import dev.switchboard.sockets.NativeListening;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * io_uring: one thread gives the kernel a batch of work and hears of a batch of work done. Where a
 * selector says that a socket can go on, a ring says that it has.
 *
 * <p>Several workers have a thread and a ring each, and share the port (SO_REUSEPORT, socket(7)).
 *
 * @param spinning how long the thread looks for completions before it sleeps. Zero, the default, is
 *     right nearly always. With some tens of microseconds an answer on a quiet connection comes
 *     sooner by the time that waking a processor takes, and the thread uses its processor for as
 *     long as messages come at all.
 */
public record RingModel(Duration spinning) implements ServerModel {

  /** A ring that sleeps when there is nothing to do. */
  public RingModel() {
    this(Duration.ZERO);
  }

  public RingModel {
    if (spinning.isNegative() || spinning.compareTo(Duration.ofSeconds(1)) > 0) {
      throw new IllegalArgumentException("a ring spins for 0 to 1 s, not " + spinning);
    }
  }

  @Override
  public String name() {
    return "ring";
  }

  @Override
  public ServerModel spinning(Duration time) {
    return new RingModel(time);
  }

  @Override
  public Availability availability() {
    return RingAvailability.here();
  }

  @Override
  public Optional<String> refusal(Plan plan) {
    Endpoint where = plan.shares().getFirst().endpoints().getFirst();
    if (where instanceof Endpoint.Seqpacket) {
      return Optional.of(
          "the ring serves streams, and "
              + where
              + " has connections that carry packets: choose the model select");
    }
    return plan.connectionless() || hasDescriptors(plan)
        ? Optional.empty()
        : Optional.of("the ring needs sockets by their descriptors, and this transport has others");
  }

  private static boolean hasDescriptors(Plan plan) {
    return plan.shares().stream()
        .flatMap(share -> share.listening().stream())
        .allMatch(NativeListening.class::isInstance);
  }

  @Override
  public boolean sharesPort() {
    return true;
  }

  @Override
  public boolean needsDescriptors() {
    return true;
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    return plan.connectionless()
        ? ServerModel.select().start(plan)
        : Workers.start(
            plan,
            "switchboard-ring",
            share -> new RingLoop(plan, share, spinning, Receives.Sizes.USUAL));
  }
}
