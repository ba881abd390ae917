package dev.switchboard.model;

import java.io.IOException;

/**
 * Non-blocking sockets behind a selector: one thread asks the kernel which of many sockets can go
 * on, and serves those.
 *
 * <p>Several workers share the port (SO_REUSEPORT, socket(7)): the kernel deals the connections
 * out.
 */
record Select() implements ServerModel {

  @Override
  public String name() {
    return "select";
  }

  @Override
  public boolean sharesPort() {
    return true;
  }

  @Override
  public Crew start(Plan plan) throws IOException {
    return plan.connectionless()
        ? PacketLoop.start(plan, PacketOwner::inTheLoop)
        : Workers.start(plan, "switchboard-select", share -> new SelectLoop(plan, share));
  }
}
