package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Who waits costs nothing: no model asks the system again and again. */
@Isolated("it measures the time that threads of this process take")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#models")
record IdleCostTest(Way way) {

  private static final Duration WATCHED = Duration.ofMillis(300);

  /** Nanoseconds of CPU that our threads have had, and the carriers of virtual ones. */
  private static long cpuTime() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Stream.of(threads.dumpAllThreads(false, false))
        .filter(IdleCostTest::isOurs)
        .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
        .sum();
  }

  private static boolean isOurs(ThreadInfo thread) {
    String name = thread.getThreadName();
    return name.startsWith("switchboard") || name.startsWith("ForkJoinPool-1-worker");
  }

  /** For as long as it is watched nothing is called, and next to no time is used. */
  private static void isQuiet(FaultyTransport transport) {
    settle(transport);
    long calls = transport.calls.get();
    long cpu = cpuTime();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .during(WATCHED)
        .atMost(WATCHED.multipliedBy(10))
        .until(() -> true);
    assertThat(transport.calls.get() - calls).as("calls while idle").isZero();
    assertThat(Duration.ofNanos(cpuTime() - cpu)).isLessThan(Duration.ofMillis(60));
  }

  /** Waits until what was going on has come to rest. */
  private static void settle(FaultyTransport transport) {
    int[] last = {-1};
    Awaitility.await()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(20))
        .until(() -> last[0] == (last[0] = transport.calls.get()));
  }

  @Test
  void silentClientsCostNoCallsAndNoTime() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    try (Trial trial =
            Trial.serve(
                way,
                server -> server.transport(transport).workers(way.workersFor(3)),
                Trial.UPPER);
        Client fresh = trial.connectAccepted();
        Client spoken = trial.connectAccepted();
        Client middle = trial.connectAccepted()) {
      Trial.say(spoken, "hello\n");
      Trial.expect(spoken, "HELLO\n");
      Trial.say(middle, "hel");
      trial.told().awaitReceived(9);
      isQuiet(transport);
      Trial.say(fresh, "hello\n");
      Trial.expect(fresh, "HELLO\n");
    }
  }

  @Test
  void aClientThatHasFinishedIsNotReadAgainWhileItsAnswerIsMade() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    CountDownLatch release = new CountDownLatch(1);
    Service slow =
        peer ->
            (frame, outbox) ->
                outbox.task(() -> {
                  try {
                    release.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    try (Trial trial = Trial.serve(way, server -> server.transport(transport), slow);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "hello\n");
      client.finish();
      isQuiet(transport);
      release.countDown();
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  @Test
  void aPeerThatDoesNotReadIsNotWrittenToAgainAndAgain() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    Chunks stuck = new Chunks(Integer.MAX_VALUE);
    try (Trial trial =
            Trial.serve(way, server -> server.transport(transport).framing(Framing.none()), stuck);
        Client client = trial.connectAccepted()) {
      Trial.say(client, "go");
      stuck.awaitStandstill();
      isQuiet(transport);
    }
  }

  @Test
  void whoWaitsForAPlaceIsNotAskedForAgainAndAgain() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    try (Trial trial =
            Trial.serve(
                way,
                server ->
                    server
                        .transport(transport)
                        .workers(way.workersFor(2))
                        .limits(Trial.limits(it -> it.connections = 1)),
                Trial.UPPER);
        Client first = trial.connectAccepted();
        Client waiting = trial.connect()) {
      trial.told().await1(dev.switchboard.event.Event.Full.class);
      isQuiet(transport);
      Trial.leave(first);
      Trial.say(waiting, "hello\n");
      Trial.expect(waiting, "HELLO\n");
    }
  }
}
