package dev.switchboard.model;

import dev.switchboard.event.Events;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.BufferPool;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the session of a remote address in a thread of its own, with a bounded mailbox. */
final class ThreadPackets implements PacketOwner {

  /** As with a full socket buffer in the kernel, one packet too many is thrown away. */
  private static final int WAITING_PACKETS = 64;

  private static final int PACKET_BYTES = 64 << 10;

  private final PacketLoop loop;
  private final Thread.Builder threads;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingPackets = new AtomicInteger();
  private volatile boolean ended;
  private long due = Wheel.NEVER; // belongs to the thread, as does the connection's state

  ThreadPackets(PacketLoop loop, Thread.Builder threads) {
    this.loop = loop;
    this.threads = threads;
  }

  @Override
  public void begin(PacketConnection connection) {
    try {
      threads.start(() -> run(connection));
    } catch (OutOfMemoryError e) {
      connection.cannotRun(e);
    }
  }

  private void run(PacketConnection connection) {
    connection.open(new BufferPool(), ByteBuffer.allocate(PACKET_BYTES));
    try {
      while (!ended) {
        long rest = due == Wheel.NEVER ? Long.MAX_VALUE : due - loop.now();
        Runnable action = mailbox.poll(Math.max(0, rest), TimeUnit.NANOSECONDS);
        if (action != null) {
          action.run();
        } else {
          due = Wheel.NEVER;
          connection.tick();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void packet(PacketConnection connection, ByteBuffer memory, int length) {
    if (waitingPackets.incrementAndGet() > WAITING_PACKETS) {
      waitingPackets.decrementAndGet();
      connection.dropped("its session is behind by " + WAITING_PACKETS + " packets");
      return;
    }
    Frame copy = Events.bytes(memory, 0, length);
    mailbox.add(
        () -> {
          waitingPackets.decrementAndGet();
          copy.writeTo((bytes, offset, count) -> connection.packet(bytes, count));
        });
  }

  @Override
  public void execute(Runnable action) {
    mailbox.add(action);
  }

  @Override
  public void tickAtLatest(long time) {
    due = Math.min(due, time);
  }

  @Override
  public void ended() {
    ended = true;
  }
}
