package dev.switchboard.model;

import java.io.IOException;

/**
 * A virtual thread for each connection: written as if it blocked, while the JDK parks it and lets a
 * few carrier threads serve all. Over packets, a virtual thread for each remote address.
 */
record Virtual() implements ServerModel {

  @Override
  public String name() {
    return "virtual";
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    Thread.Builder threads = Thread.ofVirtual().name("switchboard-connection-", 1);
    return plan.packets().isEmpty()
        ? AcceptingCrew.start(plan, threads::start)
        : PacketCrew.start(plan, loop -> PacketOwner.thread(loop, threads));
  }
}
