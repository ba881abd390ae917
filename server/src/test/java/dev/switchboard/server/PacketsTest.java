package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model answers datagrams, each to the address that it came from. */
@ParameterizedClass(name = "{0} {1}")
@MethodSource("all")
record PacketsTest(ServerModel model, String host) {

  static Stream<Arguments> all() {
    return ServerModel.all().stream()
        .flatMap(model -> Stream.of("127.0.0.1", "::1").map(host -> Arguments.of(model, host)));
  }

  /** A server over UDP, and what it told. */
  private record Serving(Running running, Told told) implements AutoCloseable {

    Client connect() throws IOException {
      return connect(Framing.datagram());
    }

    Client connect(Framing framing) throws IOException {
      Limits limits = Limits.defaults().with(it -> it.message = 1 << 20);
      return Client.connect(running.endpoint(), framing, Duration.ofSeconds(20), limits);
    }

    @Override
    public void close() {
      running.closeNow();
    }
  }

  private Serving serve(Service service, UnaryOperator<Server> with) throws IOException {
    if (host.equals("::1")) {
      Way.needsIpv6();
    }
    Told told = new Told();
    Server server =
        Server.on(Endpoint.udp(host, 0)).model(model).limits(Trial.limits(it -> {})).listener(told);
    return new Serving(with.apply(server).serve(service), told);
  }

  private Serving serve(Service service) throws IOException {
    return serve(service, server -> server);
  }

  @Test
  void eachDatagramIsAnsweredToWhereItCameFrom() throws IOException {
    try (Serving serving = serve(Trial.UPPER)) {
      List<Client> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(serving.connect());
        clients.get(i).send("client " + i);
      }
      for (int i = 49; i >= 0; i--) {
        assertThat(clients.get(i).receive()).isEqualTo("CLIENT " + i);
        clients.get(i).send("again " + i);
      }
      for (int i = 0; i < 50; i++) {
        assertThat(clients.get(i).receive()).isEqualTo("AGAIN " + i);
        clients.get(i).close();
      }
      assertThat(serving.told().of(Event.Accepted.class)).hasSize(50);
    }
  }

  @Test
  void theAnswerComesFromTheAddressThatWasAsked() throws IOException {
    try (Serving serving = serve(Trial.UPPER);
        DatagramSocket socket = new DatagramSocket()) {
      Endpoint.Udp here = (Endpoint.Udp) serving.running().endpoint();
      InetSocketAddress asked = new InetSocketAddress(host, here.port());
      socket.setSoTimeout(20_000);
      socket.send(new DatagramPacket(new byte[] {'a'}, 1, asked));
      DatagramPacket answer = new DatagramPacket(new byte[10], 10);
      socket.receive(answer);
      assertThat(answer.getSocketAddress()).isEqualTo(asked);
      assertThat(answer.getLength()).isEqualTo(1);
      assertThat(answer.getData()[0]).isEqualTo((byte) 'A');
    }
  }

  @Test
  void anEmptyDatagramIsAMessageAndMayBeAnAnswer() throws IOException {
    try (Serving serving = serve(Trial.ECHO);
        Client client = serving.connect()) {
      client.send("");
      assertThat(client.receive()).isEmpty();
      client.send("after");
      assertThat(client.receive()).isEqualTo("after");
      assertThat(serving.told().awaitSome(Event.Sent.class, 2).getFirst().bytes().length())
          .isZero();
    }
  }

  @Test
  void theLargestDatagramComesAndGoesWhole() throws IOException {
    byte[] largest = new byte[65_507]; // RFC 768 over IPv4
    java.util.Arrays.fill(largest, (byte) 'x');
    try (Serving serving = serve(Trial.ECHO);
        Client client = serving.connect()) {
      client.send(Frame.of(largest));
      assertThat(client.receiveFrame()).isEqualTo(Frame.of(largest));
    }
  }

  @Test
  void aReplyThatFitsIntoNoDatagramIsDroppedWithAWordAndTheNextIsAnswered() throws IOException {
    Service large =
        peer ->
            (frame, outbox) -> {
              if (frame.text().equals("large")) {
                outbox.send(Frame.of(new byte[70_000]));
              } else {
                outbox.send(frame);
              }
            };
    try (Serving serving = serve(large);
        Client client = serving.connect()) {
      client.send("large");
      Event.PacketDropped dropped = serving.told().await1(Event.PacketDropped.class);
      assertThat(dropped.why()).isEqualTo("a packet could not be sent: message too long");
      assertThat(dropped.remote()).isEqualTo(client.local());
      client.send("small");
      assertThat(client.receive()).isEqualTo("small");
    }
  }

  @Test
  void aDatagramOverTheLimitEndsItsSessionAndTheNextBeginsAnother() throws IOException {
    try (Serving serving =
            serve(Trial.UPPER, server -> server.limits(Trial.limits(it -> it.message = 10)));
        Client client = serving.connect()) {
      client.send("12345678901");
      client.send("fits");
      assertThat(client.receive()).isEqualTo("FITS");
      assertThat(serving.told().awaitEnding()).isInstanceOf(Ending.TooLarge.class);
    }
  }

  @Test
  void underAnotherFramingADatagramIsExactlyOneMessage() throws IOException {
    try (Serving serving = serve(Trial.UPPER, server -> server.framing(Framing.u16()));
        Client bad = serving.connect();
        Client client = serving.connect(Framing.u16())) {
      client.send("first");
      assertThat(client.receive()).isEqualTo("FIRST");
      bad.sendRaw((byte) 0, (byte) 2, (byte) 'a');
      bad.sendRaw((byte) 0, (byte) 1, (byte) 'a', (byte) 'b');
      serving.told().awaitSome(Event.Ended.class, 2);
      assertThat(serving.told().endings())
          .map(Ending::toString)
          .containsExactly(
              "malformed at offset 0: a packet of 3 bytes is not exactly one u16",
              "malformed at offset 0: a packet of 4 bytes is not exactly one u16");
      bad.sendRaw((byte) 0, (byte) 1, (byte) 'c');
      assertThat(bad.receiveRaw(10)).containsExactly(0, 1, 'C');
      client.send("second");
      assertThat(client.receive()).isEqualTo("SECOND");
    }
  }

  @Test
  void whoIsSilentForTooLongIsForgotten() throws IOException {
    Duration idle = Duration.ofMillis(60);
    try (Serving serving =
            serve(counting(), server -> server.limits(Trial.limits(it -> it.datagramIdle = idle)));
        Client client = serving.connect()) {
      client.send("a");
      assertThat(client.receive()).isEqualTo("1");
      assertThat(serving.told().awaitEnding()).isInstanceOf(Ending.Idle.class);
      assertThat(serving.running().awaitIdle(Duration.ofSeconds(10))).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void atTheLimitTheLongestSilentMakesRoomForTheNext() throws IOException {
    try (Serving serving =
            serve(
                counting(), server -> server.limits(Trial.limits(it -> it.datagramSessions = 2)));
        Client first = serving.connect();
        Client second = serving.connect();
        Client third = serving.connect()) {
      asks(first, "1");
      asks(second, "1");
      asks(first, "2"); // the second is the longest silent now
      asks(third, "1");
      Event.Ended ended = serving.told().await1(Event.Ended.class);
      assertThat(ended.ending()).isEqualTo(new Ending.Evicted());
      assertThat(ended.connection()).isEqualTo(2);
      asks(first, "3");
      asks(third, "2");
      asks(second, "1"); // forgotten, and so new
    }
  }

  private static void asks(Client client, String expected) throws IOException {
    client.send("x");
    assertThat(client.receive()).isEqualTo(expected);
  }

  /** Answers the how manyth message of its remote address it is. */
  private static Service counting() {
    return peer ->
        new Conversation() {
          private int count;

          @Override
          public void received(Frame frame, Outbox outbox) {
            outbox.send(String.valueOf(++count));
          }
        };
  }

  @Test
  void aServiceThatFailsEndsOneSessionOnly() throws IOException {
    Service failing =
        peer ->
            (frame, outbox) -> {
              if (frame.text().equals("fail")) {
                throw new IllegalStateException("as asked");
              }
              outbox.send(frame);
            };
    try (Serving serving = serve(failing);
        Client bad = serving.connect();
        Client good = serving.connect()) {
      good.send("before");
      assertThat(good.receive()).isEqualTo("before");
      bad.send("fail");
      bad.send("recovered"); // a new session, also where it came right behind
      assertThat(bad.receive()).isEqualTo("recovered");
      good.send("after");
      assertThat(good.receive()).isEqualTo("after");
      assertThat(serving.told().endings())
          .map(Ending::toString)
          .containsExactly("the service failed: java.lang.IllegalStateException: as asked");
    }
  }

  @Test
  void aServiceThatCannotBeginIsNotAskedForTheSamePacketAgain() throws IOException {
    Service never =
        peer -> {
          throw new IllegalStateException("no");
        };
    try (Serving serving = serve(never);
        Client client = serving.connect()) {
      client.send("a");
      serving.told().await1(Event.PacketDropped.class);
      client.send("b");
      serving.told().awaitSome(Event.PacketDropped.class, 2);
      assertThat(serving.told().endings()).hasSize(2);
    }
  }

  @Test
  void postsTasksAndTicksWorkOverDatagramsToo() throws IOException {
    Service service =
        peer ->
            new Conversation() {
              @Override
              public void received(Frame frame, Outbox outbox) {
                switch (frame.text()) {
                  case "post" -> Thread.ofVirtual().start(() -> outbox.post(Frame.of("posted")));
                  case "tick" -> outbox.wakeAfter(TimeUnit.MILLISECONDS.toNanos(20));
                  default -> outbox.task(() -> {});
                }
              }

              @Override
              public void tick(Outbox outbox) {
                outbox.send("ticked");
              }

              @Override
              public void resumed(Outbox outbox) {
                outbox.send("resumed");
              }
            };
    try (Serving serving = serve(service);
        Client client = serving.connect()) {
      for (String word : List.of("post", "tick", "task")) {
        client.send(word);
        assertThat(client.receive()).isEqualTo(word.equals("task") ? "resumed" : word + "ed");
      }
    }
  }

  @Test
  void aStopEndsAllSessionsAndFreesThePort() throws Exception {
    Serving serving = serve(Trial.UPPER);
    try (Client first = serving.connect();
        Client second = serving.connect()) {
      asks(first, "X");
      asks(second, "X");
      serving.running().close();
      assertThat(serving.told().endings())
          .containsExactly(new Ending.Drained(), new Ending.Drained());
      Endpoint endpoint = serving.running().endpoint();
      try (Running again = Server.on(endpoint).model(model).serve(Trial.UPPER);
          Client third = Client.connect(endpoint, Framing.datagram())) {
        asks(third, "X");
        assertThat(again.status().total()).isEqualTo(1);
      }
    }
  }

  @Test
  void aServiceThatDoesNotReturnIsForced() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    Service stuck =
        peer ->
            (frame, outbox) -> {
              inside.countDown();
              never.await();
            };
    try (Serving serving = serve(stuck);
        Client client = serving.connect()) {
      client.send("a");
      assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
      serving.running().close();
      assertThat(serving.told().endings()).containsExactly(new Ending.Forced());
      never.countDown();
    }
  }

  @Test
  void aHandlerThatHoldsItsLoopForLongIsToldWhereOthersHadToWaitForIt() throws IOException {
    boolean loop = Set.of("iterative", "select", "ring").contains(model.name());
    try (Serving serving = serve(new Slow());
        Client client = serving.connect()) {
      client.send("slow");
      assertThat(client.receive()).isEqualTo("slow");
      if (loop) {
        assertThat(serving.told().await1(Event.LoopHeld.class).time())
            .isGreaterThanOrEqualTo(Slow.HELD);
      } else {
        asksFor(client, "quick");
        assertThat(serving.told().of(Event.LoopHeld.class)).isEmpty();
      }
    }
  }

  private static void asksFor(Client client, String word) throws IOException {
    client.send(word);
    assertThat(client.receive()).isEqualTo(word);
  }

  @Test
  void whatASuspendedServerHearsFromStrangersIsDroppedWithAWord() throws IOException {
    try (Serving serving = serve(Trial.UPPER);
        Client known = serving.connect();
        Client stranger = serving.connect()) {
      asks(known, "X");
      serving.running().suspend();
      stranger.send("hello");
      Event.PacketDropped dropped = serving.told().await1(Event.PacketDropped.class);
      assertThat(dropped.remote()).isEqualTo(stranger.local());
      asks(known, "X");
    }
  }

  @Test
  void severalWorkersShareThePortOrAreRefused() throws Exception {
    if (!model.sharesPort()) {
      assertThatThrownBy(() -> serve(Trial.UPPER, server -> server.workers(2)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("one worker of " + model.name() + " receives");
      return;
    }
    try (Serving serving = serve(Trial.UPPER, server -> server.workers(2))) {
      for (int i = 0; i < 20; i++) { // from as many ports, so that both have some
        try (Client client = serving.connect()) {
          for (String word : List.of("ada", "eve")) {
            client.send(word);
            assertThat(client.receive()).isEqualTo(word.toUpperCase(Locale.ROOT));
          }
        }
      }
    }
  }

  @Test
  void remotesThatComeAndGoAreAllForgotten() throws Exception {
    Duration idle = Duration.ofMillis(50);
    try (Serving serving =
        serve(
            Trial.UPPER,
            server ->
                server.limits(
                    Trial.limits(it -> {
                      it.datagramIdle = idle;
                      it.datagramSessions = 30;
                    })))) {
      for (int i = 0; i < 200; i++) {
        try (Client client = serving.connect()) {
          asks(client, "X");
        }
      }
      assertThat(serving.running().awaitIdle(Duration.ofSeconds(20))).isTrue();
      // Fewer than 200 where the system gave a client the port of one before.
      int begun = serving.told().of(Event.Accepted.class).size();
      assertThat(begun).isGreaterThan(30);
      serving.told().awaitSome(Event.Ended.class, begun);
      assertThat(Set.copyOf(serving.told().endings().stream().map(Object::getClass).toList()))
          .isSubsetOf(Set.of(Ending.Idle.class, Ending.Evicted.class));
    }
  }
}
