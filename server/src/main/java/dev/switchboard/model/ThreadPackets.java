package dev.switchboard.model;

import dev.switchboard.event.Events;
import dev.switchboard.framing.Frame;
import dev.switchboard.session.BufferPool;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Runs the session of a remote address in a thread of its own, with a bounded mailbox. */
final class ThreadPackets implements PacketOwner {

  /** As with a full socket buffer in the kernel, one packet too many is thrown away. */
  private static final int WAITING_PACKETS = 64;

  private final PacketLoop loop;
  private final ThreadFactory threads;
  private final BlockingQueue<Runnable> mailbox = new LinkedBlockingQueue<>();
  private final AtomicInteger waitingPackets = new AtomicInteger();
  private volatile boolean ended;
  private boolean gone; // guarded by mailbox: nobody looks into it any more
  private long due = Wheel.NEVER; // belongs to the thread, as does the connection's state

  ThreadPackets(PacketLoop loop, ThreadFactory threads) {
    this.loop = loop;
    this.threads = threads;
  }

  @Override
  public void begin(PacketConnection connection, ByteBuffer memory, int length) {
    packet(connection, memory, length);
    try {
      threads.newThread(() -> run(connection)).start();
    } catch (Throwable e) {
      connection.cannotRun(e); // "unable to create native thread"
    }
  }

  private void run(PacketConnection connection) {
    connection.open(new BufferPool());
    while (!ended) {
      Runnable action = next();
      if (action != null) {
        action.run();
      } else if (due <= loop.now()) {
        due = Wheel.NEVER;
        connection.tick();
      }
    }
    // Packets that came behind the one that ended this session go back to the loop.
    synchronized (mailbox) {
      gone = true;
    }
    for (Runnable rest = mailbox.poll(); rest != null; rest = mailbox.poll()) {
      rest.run();
    }
  }

  /** What comes next, or null when a tick may be due. */
  private @Nullable Runnable next() {
    long rest = due == Wheel.NEVER ? Long.MAX_VALUE : due - loop.now();
    try {
      return mailbox.poll(Math.max(0, rest), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      return null; // a service left its thread interrupted; nobody else does
    }
  }

  @Override
  public boolean packet(PacketConnection connection, ByteBuffer memory, int length) {
    if (waitingPackets.get() >= WAITING_PACKETS) {
      connection.dropped("its session is behind by " + WAITING_PACKETS + " packets");
      return true;
    }
    Frame copy = Events.bytes(memory, 0, length);
    synchronized (mailbox) {
      if (gone) {
        return false;
      }
      waitingPackets.incrementAndGet();
      return mailbox.add(() -> handOver(copy, connection));
    }
  }

  private void handOver(Frame packet, PacketConnection connection) {
    waitingPackets.decrementAndGet();
    packet.writeTo((bytes, offset, count) -> connection.packet(bytes, count));
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
  public long turnBegins() {
    return loop.now();
  }

  /** Nobody else waits for this thread. */
  @Override
  public void turnEnds(PacketConnection connection, long began) {}

  @Override
  public void ended() {
    ended = true;
  }
}
