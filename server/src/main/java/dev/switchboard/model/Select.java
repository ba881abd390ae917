package dev.switchboard.model;

import java.io.IOException;

/**
 * Non-blocking sockets behind a selector: one thread asks the kernel which of many sockets can go
 * on, and serves those.
 *
 * <p>With several workers the first loop accepts and deals the connections out in turn. (Not
 * SO_REUSEPORT: with it a second program of the same user would share a port that is taken, where
 * it must be told so; and the kernel would deal by a hash, also to a loop that is held up.)
 */
record Select() implements ServerModel {

  @Override
  public String name() {
    return "select";
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    return plan.packets().isEmpty()
        ? SelectCrew.start(plan)
        : PacketCrew.start(plan, PacketOwner::inTheLoop);
  }
}
