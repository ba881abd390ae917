package dev.switchboard.model;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** One thread that receives packets; each remote address has a session, run here or elsewhere. */
final class PacketCrew implements Crew {

  private final Plan plan;
  private final PacketLoop loop;
  private final Thread thread;

  private PacketCrew(Plan plan, PacketLoop loop) {
    this.plan = plan;
    this.loop = loop;
    this.thread = Thread.ofPlatform().name("switchboard-packets").daemon().start(loop);
  }

  /**
   * @param owners makes, for each remote address, who runs its session
   */
  static Crew start(Plan plan, Function<PacketLoop, PacketOwner> owners) throws IOException {
    return new PacketCrew(plan, new PacketLoop(plan, owners));
  }

  /** What comes from addresses without a session is thrown away from now on. */
  @Override
  public void suspend() {
    plan.connections().stop();
  }

  @Override
  public void stop() {
    loop.stop();
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    return Threading.join(List.of(thread), time);
  }
}
