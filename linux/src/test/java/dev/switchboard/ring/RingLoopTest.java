package dev.switchboard.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.Crew;
import dev.switchboard.model.Plan;
import dev.switchboard.model.ServerModel;
import dev.switchboard.model.Workers;
import dev.switchboard.server.Running;
import dev.switchboard.server.Server;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.wire.JdkTransport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is particular to loops on rings; the suites of server hold for them too. */
@Isolated("it counts descriptors")
class RingLoopTest {

  private static final Endpoint ANY = Endpoint.tcp("127.0.0.1", 0);
  private static final Service ECHO = Service.replyingFrames(frame -> frame);

  /** A ring whose loops can be reached. */
  private record Open(Duration spinning, List<RingLoop> loops) implements ServerModel {

    Open(Duration spinning) {
      this(spinning, new CopyOnWriteArrayList<>());
    }

    @Override
    public String name() {
      return "open-ring";
    }

    @Override
    public boolean needsDescriptors() {
      return true;
    }

    @Override
    public boolean sharesPort() {
      return true;
    }

    @Override
    public Crew start(Plan plan) throws IOException {
      return Workers.start(
          plan,
          "switchboard-open-ring",
          share -> {
            RingLoop loop = new RingLoop(plan, share, spinning, Receives.Sizes.USUAL);
            loops.add(loop);
            return loop;
          });
    }
  }

  private final Open model = new Open(Duration.ZERO);
  private final List<Event> told = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void needsARing() {
    Needs.ring();
  }

  private Server server() {
    return Server.on(ANY)
        .model(model)
        .listener(told::add)
        .limits(Limits.defaults().with(it -> it.drain = Duration.ofMillis(100)));
  }

  private <E extends Event> List<E> told(Class<E> kind) {
    return told.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  private static void isServed(Running running) throws IOException {
    try (Client client = Client.connect(running.endpoint(), Framing.line())) {
      client.send("ada");
      assertThat(client.receive()).isEqualTo("ada");
    }
  }

  private static long descriptors() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
      return all.count();
    }
  }

  @Test
  void aLoopThatFailsIsReplacedAndItsConnectionsHearOfIt() throws IOException {
    try (Running running = server().serve(ECHO);
        Client first = Client.connect(running.endpoint(), Framing.line())) {
      first.send("ada");
      assertThat(first.receive()).isEqualTo("ada");
      model
          .loops
          .getFirst()
          .execute(() -> {
            throw new IllegalStateException("no memory, say");
          });
      assertThatThrownBy(first::receive).isInstanceOf(IOException.class);
      await().until(() -> !told(Event.Ended.class).isEmpty());
      assertThat(told(Event.WorkerFailed.class).getFirst().why()).contains("no memory, say");
      assertThat(told(Event.Ended.class).getFirst().ending())
          .isInstanceOfSatisfying(
              Ending.IoError.class,
              error -> assertThat(error.what()).startsWith("its worker failed"));
      isServed(running);
      assertThat(model.loops).hasSize(2);
    }
  }

  @Test
  void whatALoopHasOfTheSystemComesBackWithItsEnd() throws IOException {
    try (Running running = server().serve(ECHO)) {
      isServed(running); // whatever is loaded once is loaded
    }
    long before = descriptors();
    for (int i = 0; i < 20; i++) {
      try (Running running = server().workers(2).serve(ECHO);
          Client left = Client.connect(running.endpoint(), Framing.line())) {
        isServed(running);
        left.send("half a l");
        running.closeNow();
      }
    }
    await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
  }

  /** What threads with this name have used of the processor, in ticks of 10 ms (proc(5)). */
  private static long ticks(String name) throws IOException {
    long sum = 0;
    int found = 0;
    try (Stream<Path> all = Files.list(Path.of("/proc/self/task"))) {
      for (Path task : all.toList()) {
        String stat;
        try {
          stat = Files.readString(task.resolve("stat"));
        } catch (IOException e) {
          continue; // it has ended meanwhile
        }
        int end = stat.lastIndexOf(')');
        if (stat.substring(stat.indexOf('(') + 1, end).equals(name)) {
          String[] fields = stat.substring(end + 2).split(" ", -1);
          found++;
          sum += Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
        }
      }
    }
    assertThat(found).as("threads called " + name).isPositive();
    return sum;
  }

  @Test
  void whoWaitsCostsNoTime() throws Exception {
    Service flooding =
        peer ->
            (frame, outbox) -> {
              while (outbox.ready()) {
                outbox.send(frame);
              }
            };
    try (Running running = server().serve(flooding);
        Client silent = Client.connect(running.endpoint(), Framing.none());
        Client unread = Client.connect(running.endpoint(), Framing.none());
        Client middle = Client.connect(running.endpoint(), Framing.none())) {
      unread.sendRaw("x".repeat(1000).concat("\n").getBytes(UTF_8));
      middle.sendRaw("half a l".getBytes(UTF_8));
      await().until(() -> told(Event.Received.class).size() >= 2);
      long[] last = {-1};
      await().pollInterval(Duration.ofMillis(50)).until(() -> last[0] == (last[0] = told.size()));
      String thread = "switchboard-ope"; // the kernel keeps 15 characters
      long before = ticks(thread);
      await().pollDelay(Duration.ofMillis(500)).until(() -> true);
      assertThat(ticks(thread) - before).as("ticks in half a second").isLessThan(5);
      assertThat(silent.local()).isNotNull();
    }
  }

  @Test
  void workersShareThePort() throws IOException {
    Set<Thread> served = ConcurrentHashMap.newKeySet();
    Service remembering =
        peer ->
            (frame, outbox) -> {
              served.add(Thread.currentThread());
              outbox.send(frame);
            };
    try (Running running = server().workers(2).serve(remembering)) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        Client client = Client.connect(running.endpoint(), Framing.line());
        clients.add(client);
        client.send("ada");
        assertThat(client.receive()).isEqualTo("ada");
      }
      clients.forEach(Client::close);
      assertThat(served).hasSize(2);
    }
  }

  @Test
  void aServiceThatHoldsTheLoopDoesNotKeepThePort() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Service stuck =
        peer ->
            (frame, outbox) -> {
              inside.countDown();
              release.await();
            };
    try (Running running = server().serve(stuck);
        Client client = Client.connect(running.endpoint(), Framing.line())) {
      client.send("ada");
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      running.suspend();
      assertThatThrownBy(() -> Client.connect(running.endpoint(), Framing.line()))
          .isInstanceOf(IOException.class);
      CompletableFuture.runAsync(running::close).get(20, TimeUnit.SECONDS);
      assertThat(told(Event.Ended.class))
          .extracting(Event.Ended::ending)
          .containsExactly(new Ending.Forced());
      long held = descriptors();
      release.countDown();
      await().untilAsserted(() -> assertThat(descriptors()).isLessThan(held));
      assertThat(told(Event.Ended.class)).hasSize(1);
    }
  }

  @Test
  void connectionsThatCarryPacketsAreRefusedInASentence() {
    Server packets = Server.on(Endpoint.parse("seqpacket:@ring-refuses")).model(new RingModel());
    assertThatThrownBy(() -> packets.serve(ECHO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose the model select");
  }

  @Test
  void socketsWithoutDescriptorsAreRefusedInASentence() {
    Server jdk = Server.on(ANY).model(new RingModel()).transport(new JdkTransport());
    assertThatThrownBy(() -> jdk.serve(ECHO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("by their descriptors");
  }

  @Test
  void aRingThatSpinsServesAndStops() throws IOException {
    Open spinning = new Open(Duration.ofMillis(1));
    try (Running running = server().model(spinning).serve(ECHO)) {
      for (int i = 0; i < 20; i++) {
        isServed(running);
      }
    }
    assertThatThrownBy(() -> new RingModel(Duration.ofSeconds(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a ring spins for 0 to 1 s, not PT2S");
  }

  @Test
  void thoseWhomNobodyHasAPlaceForAreTurnedAwayAtTheEnd() throws IOException {
    Server full = server().limits(Limits.defaults().with(it -> it.connections = 1));
    try (Running running = full.serve(ECHO);
        Client first = Client.connect(running.endpoint(), Framing.line())) {
      first.send("ada");
      assertThat(first.receive()).isEqualTo("ada");
      List<Client> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiting.add(Client.connect(running.endpoint(), Framing.line()));
      }
      await().until(() -> !told(Event.Full.class).isEmpty());
      first.reset();
      waiting.getFirst().send("eve");
      assertThat(waiting.getFirst().receive()).isEqualTo("eve");
      running.suspend();
      for (Client client : waiting.subList(1, waiting.size())) {
        assertThatThrownBy(
                () -> {
                  client.send("bob");
                  client.receive();
                  client.receive();
                })
            .isInstanceOf(IOException.class);
      }
      assertThat(running.status().total()).isEqualTo(2);
    }
  }
}
