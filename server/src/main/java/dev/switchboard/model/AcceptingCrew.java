package dev.switchboard.model;

import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Threads that accept and hand each connection to whoever shall run it: themselves, a thread of its
 * own, a virtual one. That is all in which the blocking models differ.
 */
final class AcceptingCrew implements Crew {

  /** Runs a connection to its end, here or elsewhere. */
  @FunctionalInterface
  interface Hand {
    void to(BlockingConnection connection);
  }

  private final Plan plan;
  private final SharedWheel wheel;
  private final ConnectionMemory.Spare spareMemory;
  private final List<Acceptor> acceptors = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private AcceptingCrew(Plan plan) {
    this.plan = plan;
    this.spareMemory = new ConnectionMemory.Spare(plan.readBytes(ConnectionMemory.READ_BYTES));
    this.wheel = new SharedWheel(plan.clock());
  }

  static Crew start(Plan plan, Hand hand) throws IOException {
    AcceptingCrew crew = new AcceptingCrew(plan);
    try {
      for (Plan.Share share : plan.shares()) {
        crew.acceptors.add(new Acceptor(plan, share));
      }
    } catch (IOException e) {
      crew.acceptors.forEach(Acceptor::suspend);
      throw e;
    }
    crew.wheel.start();
    for (Acceptor acceptor : crew.acceptors) {
      crew.threads.add(
          Thread.ofPlatform()
              .name("switchboard-accept-" + (crew.threads.size() + 1))
              .daemon()
              .start(() -> crew.acceptAll(acceptor, hand)));
    }
    return crew;
  }

  private void acceptAll(Acceptor acceptor, Hand hand) {
    for (Wire wire = acceptor.next(); wire != null; wire = acceptor.next()) {
      serve(wire, hand);
    }
  }

  /** What goes wrong with one client is no reason not to accept the next. */
  private void serve(Wire wire, Hand hand) {
    BlockingConnection connection;
    try {
      connection = new BlockingConnection(plan, wheel, wire, spareMemory);
    } catch (Throwable e) {
      plan.cannotBegin(wire, e);
      return;
    }
    try {
      hand.to(connection);
    } catch (Throwable e) {
      connection.cannotRun(e); // "unable to create native thread", say
    }
  }

  @Override
  public void suspend() {
    acceptors.forEach(Acceptor::suspend);
    plan.connections().stop();
    plan.closeListening();
  }

  @Override
  public void stop() {
    wheel.stop();
  }

  @Override
  public boolean join(Duration time) throws InterruptedException {
    return Threading.join(threads, time);
  }
}
