package dev.switchboard.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One load from its beginning to its end: asks at the right times, and hears all answers. */
final class Run {

  private static final long EXPIRE_NANOS = 10_000_000;

  private final Load load;
  private final Tally tally = new Tally();
  private final Asker[] askers;
  private final boolean[] failed;
  private final @Nullable Schedule schedule;
  private int failures;

  Run(Load load) {
    this.load = load;
    this.schedule = load.rate() > 0 ? new Schedule(load) : null;
    this.askers = new Asker[load.connections()];
    this.failed = new boolean[load.connections()];
    Pattern pattern = new Pattern(load);
    for (int number = 0; number < askers.length; number++) {
      askers[number] =
          load.endpoint().packets()
              ? new PacketAsker(load, pattern, number, tally)
              : new StreamAsker(load, pattern, number, tally);
    }
  }

  LoadReport by(Engine engine) throws IOException {
    long begun = System.nanoTime();
    if (schedule != null) {
      schedule.begin(begun);
    }
    loop(engine, begun + load.warmUp().toNanos());
    long cpu = ownCpu();
    long started = System.nanoTime();
    tally.counting = true;
    loop(engine, started + load.time().toNanos());
    tally.counting = false;
    return new LoadReport(
        engine.name(),
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

  private void loop(Engine engine, long end) throws IOException {
    long expire = System.nanoTime();
    for (long now = expire; now - end < 0 && failures < askers.length; now = System.nanoTime()) {
      if (now - expire >= 0) {
        expire = now + EXPIRE_NANOS;
        expire(engine, now);
      }
      long next = Math.min(end, expire);
      if (schedule != null) {
        askWhatIsDue(engine, schedule, now);
        next = Math.min(next, schedule.due());
      }
      engine.await(Math.max(0, next - now));
    }
  }

  /** Gives up what is late; in a closed loop something else is asked for in its place. */
  private void expire(Engine engine, long now) {
    for (int number = 0; number < askers.length; number++) {
      if (!failed[number]) {
        askers[number].expire(now);
        if (schedule == null && askers[number].room() > 0) {
          askAll(askers[number], now);
          engine.write(number);
        }
      }
    }
  }

  private static void askAll(Asker asker, long now) {
    while (asker.room() > 0) {
      asker.ask(now);
    }
  }

  private void askWhatIsDue(Engine engine, Schedule due, long now) {
    for (; due.due() - now <= 0; due.taken()) {
      int number = due.connection();
      if (!failed[number]) {
        tally.sentLate(now - due.due());
        askers[number].ask(due.due());
        engine.write(number);
      }
    }
  }

  // ---- what an engine says ----

  Asker asker(int connection) {
    return askers[connection];
  }

  boolean isFailed(int connection) {
    return failed[connection];
  }

  /**
   * Bytes came; over packets one packet.
   *
   * @return whether the connection has something to say now
   */
  boolean received(Engine engine, int connection, ByteBuffer bytes, int offset, int count) {
    long now = System.nanoTime();
    try {
      askers[connection].received(bytes, offset, count, now);
      if (schedule == null) {
        askAll(askers[connection], now);
      }
      return true;
    } catch (Asker.WrongException e) {
      fail(engine, connection, e.mistake());
      return false;
    }
  }

  /** The connection has ended. */
  void ended(Engine engine, int connection, String how) {
    fail(
        engine,
        connection,
        new Mistake(
            connection, 0, Mistake.Kind.ENDED, "connection " + connection + " ended: " + how));
  }

  private void fail(Engine engine, int connection, Mistake mistake) {
    if (!failed[connection]) {
      failed[connection] = true;
      failures++;
      tally.mistakes.add(mistake);
      engine.drop(connection);
    }
  }
}
