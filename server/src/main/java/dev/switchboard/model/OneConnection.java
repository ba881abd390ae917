package dev.switchboard.model;

import dev.switchboard.wire.Wire;

/**
 * A connection that is all that a process has to do. It is driven as under the models that block,
 * by the thread that calls {@link #run()}; any thread may call the others.
 */
public final class OneConnection implements Runnable {

  private final SharedWheel wheel;
  private final BlockingConnection connection;

  /**
   * @param plan whose {@link Plan#connections()} have a place for it
   */
  public OneConnection(Plan plan, Wire wire) {
    if (!plan.connections().tryTakePlace()) {
      throw new IllegalStateException("there is no place for a second connection");
    }
    this.wheel = new SharedWheel(plan.clock());
    int readBytes = plan.readBytes(wire.local().packets(), ConnectionMemory.READ_BYTES);
    this.connection =
        new BlockingConnection(plan, wheel, wire, new ConnectionMemory.Spare(readBytes));
  }

  /** Serves it to its end. */
  @Override
  public void run() {
    wheel.start();
    connection.run();
    wheel.stop();
  }

  /** Ends it when it is between messages. */
  public void drain() {
    connection.drain();
  }

  /** Ends it at once. */
  public void force() {
    connection.force();
  }
}
