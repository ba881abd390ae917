package dev.switchboard.load;

import dev.switchboard.wire.Poller;
import dev.switchboard.wire.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thread that moves the bytes of all connections, behind a poller. */
final class Polling implements AutoCloseable {

  private static final int READ_BYTES = 64 << 10;
  private static final long MILLI = 1_000_000;

  /**
   * Nearer than this, a poller's wait would end too late: who is that near looks again and again.
   */
  private static final long SPIN_NANOS = 2 * MILLI;

  private static final long EXPIRE_NANOS = 10 * MILLI;

  private final Load load;
  private final Tally tally = new Tally();
  private final Poller poller;
  private final List<Caller> callers = new ArrayList<>();
  private final @Nullable Schedule schedule;

  final ByteBuffer memory = ByteBuffer.allocateDirect(READ_BYTES);

  Polling(Load load) throws IOException {
    this.load = load;
    this.schedule = load.rate() > 0 ? new Schedule(load) : null;
    Pattern pattern = new Pattern(load);
    Transport transport = Transport.of(load.endpoint());
    this.poller = transport.poller();
    try (Connecting connecting = new Connecting(load.endpoint(), transport)) {
      for (int number = 0; number < load.connections(); number++) {
        Asker asker =
            load.endpoint().packets()
                ? new PacketAsker(load, pattern, number, tally)
                : new StreamAsker(load, pattern, number, tally);
        callers.add(new Caller(connecting.connect(), asker, this, number));
      }
      for (Caller caller : callers) {
        caller.watch(poller);
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  LoadReport run() throws IOException {
    long begun = System.nanoTime();
    long counted = begun + load.warmUp().toNanos();
    long end = counted + load.time().toNanos();
    if (schedule != null) {
      schedule.begin(begun);
    }
    loop(counted);
    long cpu = ownCpu();
    long started = System.nanoTime();
    tally.counting = true;
    loop(end);
    tally.counting = false;
    return new LoadReport(
        tally.answered,
        Duration.ofNanos(System.nanoTime() - started),
        tally.waits,
        tally.lateness,
        tally.lost,
        tally.doubled,
        tally.mistakes,
        Duration.ofNanos(ownCpu() - cpu));
  }

  private static long ownCpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private void loop(long end) throws IOException {
    long expire = 0;
    for (long now = System.nanoTime(); now - end < 0 && !allFailed(); now = System.nanoTime()) {
      if (expire == 0 || now - expire >= 0) {
        expire = now + EXPIRE_NANOS;
        expire(now);
      }
      if (schedule != null) {
        askWhatIsDue(schedule, now);
      }
      poller.poll(millisToWait(now, Math.min(end, expire)));
    }
  }

  /** Gives up what is late; in a closed loop something else is asked for in its place. */
  private void expire(long now) {
    for (Caller caller : callers) {
      caller.expire(now);
      if (schedule == null) {
        caller.askAll(now);
      }
    }
  }

  private boolean allFailed() {
    return tally.mistakes.size() >= callers.size();
  }

  private void askWhatIsDue(Schedule due, long now) {
    for (; due.due() - now <= 0; due.taken()) {
      tally.sentLate(now - due.due());
      callers.get(due.connection()).ask(due.due());
    }
  }

  private long millisToWait(long now, long end) {
    long until = schedule == null ? end : Math.min(end, schedule.due());
    long rest = until - now;
    return rest <= SPIN_NANOS && schedule != null ? 0 : Math.max(1, rest / MILLI);
  }

  boolean closedLoop() {
    return schedule == null;
  }

  void failed(Mistake mistake) {
    tally.mistakes.add(mistake);
  }

  @Override
  public void close() throws IOException {
    callers.forEach(Caller::close);
    poller.close();
  }
}
