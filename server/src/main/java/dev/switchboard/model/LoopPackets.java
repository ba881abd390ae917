package dev.switchboard.model;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Runs the session of a remote address in the receiving loop. */
final class LoopPackets extends Wheel.Timer implements PacketOwner {

  private final PacketLoop loop;
  private @Nullable PacketConnection connection;

  LoopPackets(PacketLoop loop) {
    this.loop = loop;
  }

  @Override
  public void begin(PacketConnection begun, ByteBuffer memory, int length) {
    connection = begun;
    begun.open(loop.pool);
    begun.packet(memory, length);
  }

  @Override
  public boolean packet(PacketConnection to, ByteBuffer memory, int length) {
    if (to.isOver()) {
      return false;
    }
    to.packet(memory, length);
    return true;
  }

  @Override
  public void execute(Runnable action) {
    loop.execute(action);
  }

  @Override
  public void tickAtLatest(long due) {
    loop.wheel.atLatest(this, due);
  }

  @Override
  protected void fire(long now) {
    if (connection != null) {
      connection.tick();
    }
  }

  @Override
  public long turnBegins() {
    return loop.turnBegins();
  }

  @Override
  public void turnEnds(PacketConnection had, long began) {
    loop.turnEnds(had, began);
  }

  @Override
  public void ended() {
    loop.wheel.remove(this);
  }
}
