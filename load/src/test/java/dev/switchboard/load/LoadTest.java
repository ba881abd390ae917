package dev.switchboard.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** A load on real servers, those that answer rightly and those that do not. */
@ParameterizedClass(name = "on a ring: {0}")
@ValueSource(booleans = {true, false})
record LoadTest(boolean onRing) {

  private static final Endpoint TCP = Endpoint.tcp("127.0.0.1", 0);
  private static final Endpoint UDP = Endpoint.udp("127.0.0.1", 0);
  private static final Service ECHO = peer -> (frame, outbox) -> outbox.send(frame);

  @BeforeEach
  void needsARing() {
    if (onRing) {
      Needs.aRing();
    }
  }

  private static Running serving(Endpoint endpoint, Framing framing, Service service)
      throws IOException {
    return Server.on(endpoint).framing(framing).model(ServerModel.select()).serve(service);
  }

  private static Load on(Running running) {
    return Load.on(running.endpoint())
        .connections(10)
        .warmingUpFor(Duration.ofMillis(50))
        .lasting(Duration.ofMillis(200));
  }

  @Test
  void whatComesBackRightlyIsCounted() throws IOException {
    try (Running running = serving(TCP, Framing.none(), ECHO)) {
      LoadReport report = on(running).run(onRing);
      assertThat(report.mistakes()).isEmpty();
      assertThat(report.answered()).isPositive().isEqualTo(report.waits().count());
      assertThat(report.rate()).isPositive();
      assertThat(report.waits().percentile(50)).isPositive().isLessThan(Duration.ofSeconds(1));
      assertThat(report.ownCpu()).isPositive();
    }
  }

  @Test
  void manyMayBeOnTheirWayAndMessagesMayBeLong() throws IOException {
    try (Running running = serving(TCP, Framing.none(), ECHO)) {
      assertThat(on(running).depth(16).run(onRing).mistakes()).isEmpty();
      LoadReport large = on(running).bytes(300_000).connections(2).depth(3).run(onRing);
      assertThat(large.mistakes()).isEmpty();
      assertThat(large.answered()).isPositive();
    }
  }

  @Test
  void linesComeBackInCapitals() throws IOException {
    Service upper = Service.replying(line -> line.toUpperCase(Locale.ROOT));
    try (Running running = serving(TCP, Framing.line(), upper)) {
      LoadReport report = on(running).upperLines().depth(4).run(onRing);
      assertThat(report.mistakes()).isEmpty();
      assertThat(report.answered()).isPositive();
    }
  }

  @Test
  void packetsAreLoadedToo() throws IOException {
    try (Running running = serving(UDP, Framing.datagram(), ECHO)) {
      LoadReport report = on(running).depth(4).run(onRing);
      assertThat(report.mistakes()).isEmpty();
      assertThat(report.doubled()).isZero();
      assertThat(report.answered()).isPositive();
    }
  }

  @Test
  void aRateIsKept() throws IOException {
    try (Running running = serving(TCP, Framing.none(), ECHO)) {
      LoadReport report = on(running).rate(500).lasting(Duration.ofSeconds(1)).run(onRing);
      assertThat(report.mistakes()).isEmpty();
      assertThat(report.rate()).isBetween(300.0, 700.0);
      assertThat(report.lateness().count()).isBetween(300L, 700L);
    }
  }

  /** A service that is slow once makes all wait that were due meanwhile, and that is counted. */
  @Test
  void aPauseOfTheServerCountsForAllThatWereDueInIt() throws IOException {
    AtomicInteger received = new AtomicInteger();
    Service pausing =
        peer ->
            (frame, outbox) -> {
              if (received.incrementAndGet() == 300) {
                pause(Duration.ofMillis(200));
              }
              outbox.send(frame);
            };
    try (Running running = serving(TCP, Framing.none(), pausing)) {
      LoadReport report =
          on(running)
              .rate(1000)
              .warmingUpFor(Duration.ZERO)
              .lasting(Duration.ofSeconds(1))
              .run(onRing);
      long late = report.waits().countAbove(Duration.ofMillis(50));
      assertThat(late).as("of 200 that were due in the pause").isGreaterThan(100);
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    Thread current = Thread.currentThread();
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0 && !current.isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  private Mistake.Kind kindOf(Service wrong) throws IOException {
    try (Running running = serving(TCP, Framing.fixed(64), wrong)) {
      LoadReport report =
          on(running).depth(4).connections(2).lasting(Duration.ofSeconds(2)).run(onRing);
      assertThat(report.mistakes()).isNotEmpty();
      return report.mistakes().getFirst().kind();
    }
  }

  @Test
  void aLostAnswerIsSeen() throws IOException {
    AtomicInteger count = new AtomicInteger();
    assertThat(
            kindOf(peer ->
                (frame, outbox) -> {
                  if (count.incrementAndGet() != 50) {
                    outbox.send(frame);
                  }
                }))
        .isEqualTo(Mistake.Kind.LOST);
  }

  @Test
  void aDoubledAnswerIsSeen() throws IOException {
    AtomicInteger count = new AtomicInteger();
    assertThat(
            kindOf(peer ->
                (frame, outbox) -> {
                  outbox.send(frame);
                  if (count.incrementAndGet() == 50) {
                    outbox.send(frame);
                  }
                }))
        .isEqualTo(Mistake.Kind.DOUBLED);
  }

  @Test
  void anAnswerToSomebodyElseIsSeen() throws IOException {
    Map<String, Frame> last = new ConcurrentHashMap<>();
    AtomicInteger count = new AtomicInteger();
    Service mixing =
        peer ->
            (frame, outbox) -> {
              last.put(peer.remote(), frame.copy());
              Frame others =
                  last.entrySet().stream()
                      .filter(entry -> !entry.getKey().equals(peer.remote()))
                      .map(Map.Entry::getValue)
                      .findAny()
                      .orElse(frame);
              outbox.send(count.incrementAndGet() < 50 ? frame : others);
            };
    assertThat(kindOf(mixing)).isEqualTo(Mistake.Kind.MIXED_UP);
  }

  @Test
  void aForeignByteIsSeen() throws IOException {
    AtomicInteger count = new AtomicInteger();
    assertThat(
            kindOf(peer ->
                (frame, outbox) ->
                    outbox.send(count.incrementAndGet() == 50 ? Frame.of("?".repeat(64)) : frame)))
        .isEqualTo(Mistake.Kind.FOREIGN);
  }

  @Test
  void aConnectionThatTheServerEndsIsTold() throws IOException {
    AtomicInteger count = new AtomicInteger();
    assertThat(
            kindOf(peer ->
                (frame, outbox) -> {
                  outbox.send(frame);
                  if (count.incrementAndGet() > 50) {
                    outbox.close();
                  }
                }))
        .isEqualTo(Mistake.Kind.ENDED);
  }

  @Test
  void aPacketThatIsNotAnsweredIsLost() throws IOException {
    AtomicInteger count = new AtomicInteger();
    Service forgetful =
        peer ->
            (frame, outbox) -> {
              if (count.incrementAndGet() % 20 != 0) {
                outbox.send(frame);
              }
            };
    try (Running running = serving(UDP, Framing.datagram(), forgetful)) {
      LoadReport report =
          on(running).patience(Duration.ofMillis(50)).lasting(Duration.ofMillis(500)).run(onRing);
      assertThat(report.mistakes()).isEmpty();
      assertThat(report.lost()).isPositive();
      assertThat(report.answered()).isPositive();
    }
  }
}
