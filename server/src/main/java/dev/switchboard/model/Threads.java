package dev.switchboard.model;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;

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
    // Not the builder itself: several workers start threads, and it is for one thread at a time.
    ThreadFactory threads =
        Thread.ofPlatform().name("switchboard-connection-", 1).daemon().factory();
    return plan.connectionless()
        ? PacketLoop.start(plan, loop -> PacketOwner.thread(loop, threads))
        : AcceptingCrew.start(plan, connection -> threads.newThread(connection).start());
  }
}
