package dev.switchboard.model;

import java.io.IOException;

/**
 * A platform thread for each connection: it blocks in read until its client says something. Over
 * packets, a thread for each remote address.
 */
record Threads() implements ServerModel {

  private static final int USUAL_CONNECTIONS = 1000;

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public int usualConnections() {
    return USUAL_CONNECTIONS;
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    Thread.Builder threads = Thread.ofPlatform().name("switchboard-connection-", 1).daemon();
    return plan.packets().isEmpty()
        ? AcceptingCrew.start(plan, threads::start)
        : PacketCrew.start(plan, loop -> PacketOwner.thread(loop, threads));
  }
}
