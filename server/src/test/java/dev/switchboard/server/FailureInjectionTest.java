package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.wire.Wire;
import java.io.IOException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the system may answer, injected at the seam: nothing dies, and nothing is given up. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#models")
record FailureInjectionTest(Way way) {

  private Trial serve(FaultyTransport transport) throws IOException {
    return Trial.serve(
        way, server -> server.framing(Framing.line()).transport(transport), Trial.UPPER);
  }

  /** A server whose first connection has this fault, and whose others have none. */
  private Trial serveFirst(UnaryOperator<Wire> fault) throws IOException {
    AtomicInteger count = new AtomicInteger();
    return serve(
        new FaultyTransport(wire -> count.getAndIncrement() == 0 ? fault.apply(wire) : wire));
  }

  @Test
  void acceptWithoutDescriptorsIsToldAndTriedAgainAfterGrowingPauses() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    for (int i = 0; i < 4; i++) {
      transport.acceptFaults.add(new IOException("Too many open files"));
    }
    try (Trial trial = serve(transport)) {
      trial.isStillServing();
      List<Event.AcceptFailed> failures = trial.told().of(Event.AcceptFailed.class);
      assertThat(failures)
          .map(failed -> failed.pause().toMillis())
          .containsExactly(10L, 20L, 40L, 80L);
      assertThat(failures)
          .allMatch(failed -> failed.answer().equals("too many open files"))
          .allMatch(failed -> failed.endpoint().equals(trial.endpoint()));
      for (int i = 0; i < 3; i++) {
        Duration between = Duration.between(failures.get(i).at(), failures.get(i + 1).at());
        assertThat(between).isGreaterThanOrEqualTo(failures.get(i).pause().minusMillis(1));
      }
    }
  }

  @Test
  void thePauseBeginsAnewOnceAcceptHasWorked() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    try (Trial trial = serve(transport)) {
      for (int i = 0; i < 2; i++) {
        transport.acceptFaults.add(new IOException("Too many open files in system"));
        transport.acceptFaults.add(new SocketException("Software caused connection abort"));
        trial.isStillServing();
      }
      assertThat(trial.told().of(Event.AcceptFailed.class))
          .map(failed -> failed.pause().toMillis())
          .containsExactly(10L, 20L, 10L, 20L);
    }
  }

  @Test
  void whateverAcceptAnswersTheServerServes() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    transport.acceptFaults.add(new SocketException("Connection reset"));
    transport.acceptFaults.add(new IOException(""));
    transport.acceptFaults.add(new IOException());
    transport.acceptFaults.add(new IllegalStateException("a transport with a fault"));
    try (Trial trial = serve(transport)) {
      trial.isStillServing();
      assertThat(trial.told().of(Event.AcceptFailed.class))
          .map(Event.AcceptFailed::answer)
          .containsExactly(
              "connection reset",
              "IOException",
              "IOException",
              "java.lang.IllegalStateException: a transport with a fault");
    }
  }

  @Test
  void aPauseOfAcceptDoesNotHoldUpWhoIsConnectedNorAStop() throws IOException {
    FaultyTransport transport = new FaultyTransport();
    try (Trial trial =
            Trial.serve(
                way,
                server -> server.transport(transport).workers(way.workersFor(2)),
                Trial.UPPER);
        Client client = trial.connectAccepted()) {
      for (int i = 0; i < 1000; i++) {
        transport.acceptFaults.add(new IOException("Too many open files"));
      }
      try (Client waiting = trial.connect()) {
        trial.told().awaitThat(Event.AcceptFailed.class, it -> it.pause().toMillis() >= 80);
        Trial.say(client, "hello\n");
        Trial.expect(client, "HELLO\n");
        assertThat(waiting.local()).isNotNull();
      }
      Trial.leave(client);
      trial.told().awaitSome(Event.Ended.class, 1);
      long began = System.nanoTime();
      trial.running().close();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
      assertThat(trial.told().endings()).containsExactly(new Ending.PeerFinished());
    }
  }

  @Test
  void writesOfOneByteLoseNothing() throws IOException {
    String text = "x".repeat(5000);
    try (Trial trial = serveFirst(FaultyTransport::byteByByte);
        Client client = trial.connect()) {
      Trial.say(client, text + "\nsecond\n");
      Trial.expect(client, "X".repeat(5000) + "\nSECOND\n");
    }
  }

  @Test
  void writesThatTakeNothingNowAreTriedAgain() throws IOException {
    try (Trial trial = serveFirst(FaultyTransport::everySecondTakesNothing);
        Client client = trial.connect()) {
      Trial.say(client, "x".repeat(500) + "\nsecond\n");
      Trial.expect(client, "X".repeat(500) + "\nSECOND\n");
    }
  }

  @Test
  void whateverReadAnswersItEndsThatConnectionOnly() throws IOException {
    for (Fault fault : Fault.ALL) {
      endsWith(fault, wire -> FaultyTransport.readFails(wire, 0, fault.thrown()));
      endsWith(fault, wire -> FaultyTransport.readFails(wire, 1, fault.thrown()));
    }
  }

  @Test
  void whateverWriteAnswersItEndsThatConnectionOnly() throws IOException {
    for (Fault fault : Fault.ALL) {
      endsWith(fault, wire -> FaultyTransport.writeFails(wire, fault.thrown()));
    }
  }

  @Test
  void whateverShutdownAnswersItEndsThatConnectionOnly() throws IOException {
    for (Fault fault : Fault.ALL) {
      try (Trial trial =
          Trial.serve(
              way,
              server ->
                  server.transport(
                      new FaultyTransport(
                          wire -> FaultyTransport.finishFails(wire, fault.thrown()))),
              Trial.UPPER.once())) {
        try (Client client = trial.connect()) {
          Trial.say(client, "hello\n");
          Trial.expect(client, "HELLO\n");
          trial.told().awaitEnding();
        }
        try (Client client = trial.connect()) {
          Trial.say(client, "again\n");
          Trial.expect(client, "AGAIN\n");
        }
      }
    }
  }

  private void endsWith(Fault fault, UnaryOperator<Wire> broken) throws IOException {
    try (Trial trial = serveFirst(broken)) {
      try (Client client = trial.connect()) {
        Trial.say(client, "hello\n");
        if (trial.told().of(Event.Ended.class).isEmpty()) {
          Trial.say(client, "hello again\n");
        }
      } catch (IOException e) {
        assertThat(e).as("the client was reset, early perhaps").hasMessageContaining("eset");
      }
      assertThat(trial.told().awaitEnding()).as(fault.toString()).isEqualTo(fault.meant());
      trial.isStillServing();
      assertThat(trial.running().status().open()).isLessThanOrEqualTo(1);
    }
  }

  /** What a call throws, and what it means. */
  private record Fault(Exception thrown, Ending meant) {

    static final List<Fault> ALL =
        List.of(
            new Fault(new SocketException("Connection reset"), new Ending.Reset()),
            new Fault(new IOException("Connection reset by peer"), new Ending.Reset()),
            new Fault(new IOException("Broken pipe"), new Ending.Reset()),
            new Fault(
                new IOException("Connection timed out"),
                new Ending.IoError("connection timed out")),
            new Fault(new IOException("No route to host"), new Ending.IoError("no route to host")),
            new Fault(new IOException(""), new Ending.IoError("IOException")),
            new Fault(new ClosedChannelException(), new Ending.IoError("ClosedChannelException")),
            new Fault(
                new IllegalStateException("fault"),
                new Ending.IoError("java.lang.IllegalStateException: fault")));
  }
}
