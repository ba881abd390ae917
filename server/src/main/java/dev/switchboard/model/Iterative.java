package dev.switchboard.model;

import java.io.IOException;

/**
 * One client at a time: the thread that accepted serves, and accepts again when the client has
 * left. The others wait in the accept queue, and then at their own end.
 *
 * <p>With several workers it is that many clients at a time. Over packets, one thread answers
 * packet by packet.
 */
record Iterative() implements ServerModel {

  @Override
  public String name() {
    return "iterative";
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    return plan.connectionless()
        ? PacketLoop.start(plan, PacketOwner::inTheLoop)
        : AcceptingCrew.start(plan, BlockingConnection::run);
  }
}
