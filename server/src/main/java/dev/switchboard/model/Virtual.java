package dev.switchboard.model;

import java.io.IOException;
import java.util.concurrent.ThreadFactory;

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
    // Not the builder itself: several workers start threads, and it is for one thread at a time.
    ThreadFactory threads = Thread.ofVirtual().name("switchboard-connection-", 1).factory();
    return plan.connectionless()
        ? PacketLoop.start(plan, loop -> PacketOwner.thread(loop, threads))
        : AcceptingCrew.start(plan, connection -> threads.newThread(connection).start());
  }
}
