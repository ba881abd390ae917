package dev.switchboard.sockets;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.wire.Pollable;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * epoll(7), level triggered, so that what a turn leaves behind is told again; an eventfd(2) wakes
 * it.
 *
 * <p>What waits for nothing is taken out of the kernel's set: it would tell hang-ups all the same.
 * An event carries the index of its entry and the entry's generation, because it may be told after
 * the entry has gone.
 */
final class EpollPoller implements Poller {

  private static final int MOST_EVENTS = 256;
  private static final int SIGSET_BYTES = 8;
  private static final long WAKING = -1; // the token of the eventfd

  private static final int READS = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;
  private static final int WRITES = SelectionKey.OP_WRITE | SelectionKey.OP_CONNECT;

  private final Descriptor epoll;
  private final Descriptor waker;
  private final MemorySegment memory =
      Arena.ofAuto().allocate((long) MOST_EVENTS * EpollEvent.BYTES, EpollEvent.ALIGNMENT);
  private final long events = memory.address();
  private final AtomicBoolean woken = new AtomicBoolean();
  private final Interruption interruption = new Interruption(this::wake);
  private final Waiting waiting;

  private final Object slotsLock = new Object();
  private volatile @Nullable Entry[] slots = new @Nullable Entry[16]; // written with the lock
  private int free; // guarded by slotsLock: where a search for an empty slot begins
  private int generation; // guarded by slotsLock

  EpollPoller() throws IOException {
    epoll = new Descriptor((int) need(Call.EPOLL_CREATE1, Numbers.EPOLL_CLOEXEC, 0));
    waiting = new Waiting(epoll);
    try {
      waker =
          new Descriptor((int) need(Call.EVENTFD2, 0, Numbers.EFD_NONBLOCK | Numbers.EFD_CLOEXEC));
    } catch (IOException e) {
      epoll.close(number -> {});
      throw e;
    }
    control(Numbers.EPOLL_CTL_ADD, waker.number(), Numbers.POLLIN, WAKING);
  }

  private static long need(Call call, long a, long b) throws IOException {
    return Kernel.need(call, a, b, 0, 0, 0, 0);
  }

  // ---- what is watched ----

  @Override
  public Watched watch(Pollable socket, int operations, Ready ready) throws IOException {
    if (!(socket instanceof Descriptor descriptor)) {
      throw new IllegalArgumentException("no socket with a descriptor: " + socket);
    }
    Entry entry = newEntry(descriptor, ready);
    if (!descriptor.addWatcher(entry)) {
      entry.cancel();
      throw new ClosedChannelException();
    }
    entry.change(operations);
    return entry;
  }

  private Entry newEntry(Descriptor socket, Ready ready) {
    synchronized (slotsLock) {
      @Nullable Entry[] all = slots;
      while (free < all.length && all[free] != null) {
        free++;
      }
      if (free == all.length) {
        all = Arrays.copyOf(all, 2 * all.length);
      }
      generation = (generation + 1) & Integer.MAX_VALUE; // so that no token is that of waking
      Entry entry = new Entry(socket, ready, (long) generation << 32 | free);
      all[free] = entry;
      slots = all;
      return entry;
    }
  }

  private void forget(Entry entry) {
    synchronized (slotsLock) {
      int slot = (int) entry.token;
      slots[slot] = null;
      free = Math.min(free, slot);
    }
  }

  private @Nullable Entry entry(long token) {
    @Nullable Entry[] all = slots;
    Entry entry = all[(int) token];
    return entry != null && entry.token == token ? entry : null;
  }

  private void control(int operation, int number, int wanted, long token) throws IOException {
    long at = Scratch.own().small;
    EpollEvent.put(at, wanted, token);
    long result = Kernel.call(Call.EPOLL_CTL, epoll.number(), operation, number, at, 0, 0);
    if (result < 0) {
      throw Errno.failure(result);
    }
  }

  /** One socket that is watched. */
  final class Entry implements Watched {

    private final Descriptor socket;
    private final Ready ready;
    private final long token;
    private int interest; // guarded by this, as what follows
    private boolean cancelled;

    private Entry(Descriptor socket, Ready ready, long token) {
      this.socket = socket;
      this.ready = ready;
      this.token = token;
    }

    @Override
    public void interest(int operations) {
      try {
        change(operations);
      } catch (IOException e) {
        throw new IllegalStateException("epoll_ctl(2) has failed", e); // out of memory, say
      }
    }

    private synchronized void change(int operations) throws IOException {
      if (cancelled || operations == interest || !socket.tryEnter()) {
        return;
      }
      try {
        if (epoll.tryEnter()) {
          try {
            tellKernel(operations);
            interest = operations;
          } finally {
            epoll.leave();
          }
        }
      } finally {
        socket.leave();
      }
    }

    private void tellKernel(int operations) throws IOException {
      int wanted =
          ((operations & READS) == 0 ? 0 : Numbers.POLLIN)
              | ((operations & WRITES) == 0 ? 0 : Numbers.POLLOUT);
      int how =
          wanted == 0
              ? Numbers.EPOLL_CTL_DEL
              : interest == 0 ? Numbers.EPOLL_CTL_ADD : Numbers.EPOLL_CTL_MOD;
      control(how, socket.number(), wanted, token);
    }

    /** Those of the operations that can go on. After an error or a hang-up all can. */
    private synchronized int ready(int told) {
      if ((told & (Numbers.POLLERR | Numbers.POLLHUP)) != 0) {
        return interest;
      }
      return interest
          & (((told & Numbers.POLLIN) == 0 ? 0 : READS)
              | ((told & Numbers.POLLOUT) == 0 ? 0 : WRITES));
    }

    /**
     * Also called while its socket is being closed. That alone would not do: the kernel goes on for
     * as long as another process has the socket.
     */
    @Override
    public void cancel() {
      synchronized (this) {
        if (cancelled) {
          return;
        }
        cancelled = true;
        if (interest != 0 && epoll.tryEnter()) {
          Kernel.call(
              Call.EPOLL_CTL, epoll.number(), Numbers.EPOLL_CTL_DEL, socket.number(), 0, 0, 0);
          epoll.leave();
        }
        interest = 0;
      }
      forget(this);
      socket.removeWatcher(this);
    }
  }

  // ---- waiting ----

  @Override
  public int poll(long millis) throws IOException {
    if (!epoll.tryEnter()) {
      throw new ClosedSelectorException();
    }
    try {
      if (!waker.tryEnter()) {
        throw new ClosedSelectorException();
      }
      try {
        return tellAll(await(millis));
      } finally {
        waker.leave();
      }
    } finally {
      epoll.leave();
    }
  }

  /**
   * How many events there are. A virtual thread would hold its carrier in the kernel, and parks.
   */
  private int await(long millis) throws IOException {
    if (millis == 0) {
      return wait(0);
    }
    if (!Thread.currentThread().isVirtual()) {
      interruption.begins();
      try {
        return wait((int) Math.min(millis, Integer.MAX_VALUE));
      } finally {
        interruption.ends();
      }
    }
    int count = wait(0);
    if (count == 0) {
      waiting.park(SelectionKey.OP_READ, millis);
      count = wait(0);
    }
    return count;
  }

  private int wait(int millis) throws IOException {
    long count =
        Kernel.call(Call.EPOLL_PWAIT, epoll.number(), events, MOST_EVENTS, millis, 0, SIGSET_BYTES);
    if (!epoll.isOpen()) {
      throw new ClosedSelectorException();
    }
    if (count < 0 && !Errno.EINTR.is(count)) {
      throw Errno.failure(count);
    }
    return (int) Math.max(0, count);
  }

  private int tellAll(int count) {
    int told = 0;
    for (int i = 0; i < count; i++) {
      long at = events + (long) i * EpollEvent.BYTES;
      long token = EpollEvent.token(at);
      if (token == WAKING) {
        calmDown();
      } else if (tell(token, EpollEvent.events(at))) {
        told++;
      }
    }
    return told;
  }

  private boolean tell(long token, int happened) {
    Entry entry = entry(token);
    int operations = entry == null ? 0 : entry.ready(happened);
    if (entry == null || operations == 0) {
      return false;
    }
    entry.ready.ready(operations);
    return true;
  }

  @Override
  public void wake() {
    if (woken.compareAndSet(false, true) && waker.tryEnter()) {
      long one = Scratch.own().small;
      Memory.putLong(one, 1);
      Kernel.call(Call.WRITE, waker.number(), one, Long.BYTES);
      waker.leave();
    }
  }

  /** In this order: a wake in between is that of the poll that returns now. */
  private void calmDown() {
    Kernel.call(Call.READ, waker.number(), Scratch.own().small, Long.BYTES);
    woken.set(false);
  }

  @Override
  public void close() {
    epoll.close(number -> {
      wake();
      waiting.wakeAll();
    });
    waker.close(number -> {});
  }
}
