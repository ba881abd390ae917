package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing stays behind of connections that are over, nor of servers. */
@Isolated("it counts the descriptors and the threads of this process")
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record ComeAndGoTest(Way way) {

  private static final int CONNECTIONS = 1000;
  private static final int AT_ONCE = 20;

  private static long descriptors() {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Threads of ours; the virtual ones are not counted by the JDK, but hold sockets. */
  private static long threads() {
    return Stream.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
        .filter(thread -> thread.getThreadName().startsWith("switchboard"))
        .count();
  }

  private static void awaitBack(long descriptors, long threads) {
    await("descriptors and threads are back")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(10))
        .untilAsserted(() -> {
          assertThat(descriptors()).as("descriptors").isLessThanOrEqualTo(descriptors);
          assertThat(threads()).as("threads").isLessThanOrEqualTo(threads);
        });
  }

  @Test
  void afterAThousandConnectionsDescriptorsAndThreadsAreBackWhereTheyWere() throws IOException {
    warmUp();
    long descriptorsBefore = descriptors();
    long threadsBefore = threads();
    try (Trial trial =
        Trial.serve(way, server -> server.workers(way.workersFor(AT_ONCE)), Trial.UPPER)) {
      trial.isStillServing(); // what is made once is made now
      trial.told().awaitSome(Event.Ended.class, 1);
      long descriptorsServing = descriptors();
      long threadsServing = threads();
      for (int i = 0; i < CONNECTIONS / AT_ONCE; i++) {
        talkAndLeave(trial, i);
      }
      trial.told().awaitSome(Event.Ended.class, CONNECTIONS + 1);
      awaitBack(descriptorsServing, threadsServing);
      assertThat(trial.running().status())
          .isEqualTo(new Status(Status.Phase.SERVING, 0, CONNECTIONS + 1));
    }
    awaitBack(descriptorsBefore, threadsBefore);
  }

  /** In every way of leaving in turn: after a talk, by half-close, by reset, in mid-message. */
  private static void talkAndLeave(Trial trial, int round) throws IOException {
    List<Client> clients = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      clients.add(trial.connect());
    }
    for (Client client : clients) {
      switch (round % 4) {
        case 0 -> {
          Trial.say(client, "hello\n");
          Trial.expect(client, "HELLO\n");
          client.close();
        }
        case 1 -> {
          Trial.say(client, "hello\n");
          client.finish();
          assertThat(client.receiveAll()).asString().isEqualTo("HELLO\n");
          client.close();
        }
        case 2 -> {
          Trial.say(client, "hello\n");
          client.reset();
        }
        default -> {
          Trial.say(client, "hel");
          client.close();
        }
      }
    }
  }

  /** Loads classes and starts the JDK's own threads, for this way of serving. */
  private void warmUp() throws IOException {
    try (Trial trial = Trial.serve(way, server -> server, Trial.UPPER)) {
      trial.isStillServing();
      trial.told().awaitSome(Event.Ended.class, 1);
    }
  }
}
