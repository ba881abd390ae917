package dev.switchboard.ring;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How other threads wake one that waits in a ring: an eventfd(2), which the ring reads. Any thread
 * may ring; however many do before the sleeper hears, one call of the kernel is made.
 */
final class Alarm implements Owned.Thing {

  private static final int CLOSE_ON_EXEC = 0x80000; // EFD_CLOEXEC
  private static final int COUNTER_BYTES = 8;

  private final long descriptor;
  private final Pages memory; // the counter that is read, and a 1 that is written
  private final AtomicBoolean rung = new AtomicBoolean();
  private boolean closed; // guarded by this: the descriptor's number may be somebody else's

  Alarm() throws IOException {
    this.memory = Pages.zeroed(2 * COUNTER_BYTES);
    Memory.putLong(memory.address() + COUNTER_BYTES, 1);
    try {
      this.descriptor = Kernel.need(Call.EVENTFD2, 0, CLOSE_ON_EXEC, 0, 0, 0, 0);
    } catch (IOException e) {
      memory.close();
      throw e;
    }
  }

  /** The ring's thread: the next ring completes with this. */
  void arm(Ring ring, long userData) {
    ring.read((int) descriptor, memory.address(), COUNTER_BYTES, userData);
  }

  /** The ring's thread: looks now at what it was woken for. */
  void heard() {
    if (rung.getPlain()) {
      rung.set(false);
    }
  }

  /** Any thread. */
  void ring() {
    if (rung.compareAndSet(false, true)) {
      synchronized (this) {
        if (!closed) {
          Kernel.call(Call.WRITE, descriptor, memory.address() + COUNTER_BYTES, COUNTER_BYTES);
        }
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    Kernel.call(Call.CLOSE, descriptor);
    memory.close();
  }
}
