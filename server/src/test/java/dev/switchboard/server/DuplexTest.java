package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that sends and receives at once, and what is chosen before it connects. */
class DuplexTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Service SILENT = peer -> (frame, outbox) -> {};

  private static Way way(Way.Transport transport) {
    return new Way(ServerModel.virtual(), transport);
  }

  /** Far more than the kernel holds: who sent all before receiving would wait for ever. */
  @ParameterizedTest
  @EnumSource(Way.Transport.class)
  void whatIsSentComesBackWhileMoreIsSent(Way.Transport transport) throws Exception {
    byte[] all = new byte[20 << 20];
    new Random(1).nextBytes(all);
    try (Trial trial = Trial.serve(way(transport), Framing.none(), Trial.ECHO);
        Client client = trial.connect()) {
      CompletableFuture<Void> sending =
          inAThread(() -> {
            for (int from = 0; from < all.length; from += 100_000) {
              client.sendRaw(Arrays.copyOfRange(all, from, Math.min(all.length, from + 100_000)));
            }
            client.finish();
          });
      assertThat(Arrays.equals(client.receiveAll(), all)).isTrue();
      sending.get();
    }
  }

  @Test
  void overUdpOneSendsWhileAnotherReceives() throws Exception {
    try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(Trial.UPPER);
        Client client = Client.to(running.endpoint()).timeout(PATIENCE).connect()) {
      CompletableFuture<String> heard = new CompletableFuture<>();
      CompletableFuture<Void> receiving = inAThread(() -> heard.complete(client.receive()));
      client.send("hello");
      assertThat(heard.get()).isEqualTo("HELLO");
      receiving.get();
    }
  }

  @ParameterizedTest
  @EnumSource(Way.Transport.class)
  void closingEndsTheWaitForAReply(Way.Transport transport) throws Exception {
    try (Trial trial = Trial.serve(way(transport), Framing.line(), SILENT);
        Client client = Client.to(trial.endpoint()).timeout(Limits.FOREVER).connect()) {
      assertEndsWithItsClose(client, client::receive);
    }
  }

  @Test
  void closingEndsTheWaitForAPacket() throws Exception {
    try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(SILENT);
        Client client = Client.to(running.endpoint()).timeout(Limits.FOREVER).connect()) {
      assertEndsWithItsClose(client, client::receive);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.Transport.class)
  void closingEndsTheWaitForRoom(Way.Transport transport) throws Exception {
    try (ServerSocketChannel listening = unserved(transport);
        Client client = Client.to(endpoint(listening)).timeout(Limits.FOREVER).connect()) {
      byte[] block = new byte[1 << 20];
      assertEndsWithItsClose(
          client,
          () -> {
            while (true) {
              client.sendRaw(block); // nobody reads it
            }
          });
    }
  }

  private static void assertEndsWithItsClose(Client client, Call call) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting = Thread.ofPlatform().start(() -> thrown.set(catchThrowable(call::run)));
    while (waiting.getState() == Thread.State.NEW) {
      Thread.onSpinWait();
    }
    client.close();
    waiting.join();
    assertThat(thrown.get()).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void whatGoesProlongsTheWaitForAReply() throws Exception {
    Duration timeout = Duration.ofMillis(300);
    try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(SILENT)) {
      while (true) {
        try (Client client = Client.to(running.endpoint()).timeout(timeout).connect()) {
          CompletableFuture<Void> receiving = inAThread(client::receive);
          long longestPause = sendFor(client, timeout.multipliedBy(2));
          boolean stillWaits = !receiving.isDone();
          assertThatThrownBy(receiving::get).hasCauseInstanceOf(SocketTimeoutException.class);
          if (longestPause < timeout.toNanos() / 2) { // else the machine was too busy to tell
            assertThat(stillWaits).isTrue();
            return;
          }
        }
      }
    }
  }

  /** Sends packets for so long; answers the longest time between two of them. */
  private static long sendFor(Client client, Duration time) throws IOException {
    long start = System.nanoTime();
    long longest = 0;
    for (long last = start, now = start; now - start < time.toNanos(); last = now) {
      client.send("still here");
      now = System.nanoTime();
      longest = Math.max(longest, now - last);
    }
    return longest;
  }

  @Test
  void theConnectTimeoutIsApartFromTheOthers() throws Exception {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      Endpoint endpoint = Endpoint.tcp("127.0.0.1", full.getLocalPort());
      List<SocketChannel> waiting = new ArrayList<>();
      try {
        for (int i = 0; i < 8; i++) { // until its accept queue is full
          SocketChannel one = SocketChannel.open();
          one.configureBlocking(false);
          one.connect(full.getLocalSocketAddress());
          waiting.add(one);
        }
        assertThatThrownBy(() ->
                Client.to(endpoint)
                    .connectTimeout(Duration.ofMillis(100))
                    .timeout(Limits.FOREVER)
                    .connect())
            .isInstanceOf(EndpointException.class)
            .hasMessage(
                "Cannot connect to %s: no answer for 100 ms; check the address, and that the"
                    + " network leads there.",
                endpoint);
      } finally {
        for (SocketChannel one : waiting) {
          one.close();
        }
      }
    }
  }

  @Test
  void aUnixSocketWhoseAcceptQueueIsFullSaysSo() throws Exception {
    Path path = Path.of(((Endpoint.Unix) way(Way.Transport.UNIX).freshEndpoint()).path());
    path.toFile().deleteOnExit();
    List<Client> waiting = new ArrayList<>();
    try (ServerSocketChannel full =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path), 1)) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  waiting.add(Client.connect(endpoint(full), Framing.line()));
                }
              })
          .hasMessage(
              "Cannot connect to unix:%s: resource temporarily unavailable; as many as it lets wait"
                  + " are waiting already: try later.",
              path);
    } finally {
      waiting.forEach(Client::close);
    }
  }

  @Test
  void ourOwnEndIsWhereItWasAskedFor() throws Exception {
    int port = freePort();
    try (Trial trial = Trial.serve(way(Way.Transport.TCP_V4), Framing.line(), Trial.UPPER);
        Client client = Client.to(trial.endpoint()).from("127.0.0.2", port).connect()) {
      assertThat(client.local()).isEqualTo(Endpoint.tcp("127.0.0.2", port));
      client.send("here");
      assertThat(client.receive()).isEqualTo("HERE");
    }
    try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(Trial.UPPER);
        Client client = Client.to(running.endpoint()).from("127.0.0.2", 0).connect()) {
      assertThat(((Endpoint.Udp) client.local()).host()).isEqualTo("127.0.0.2");
      client.send("here");
      assertThat(client.receive()).isEqualTo("HERE");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.2"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void aPortOfOursThatIsTakenIsSaidInOneSentence() throws Exception {
    try (Trial trial = Trial.serve(way(Way.Transport.TCP_V4), Framing.line(), Trial.UPPER)) {
      Endpoint.Inet there = (Endpoint.Inet) trial.endpoint();
      assertThatThrownBy(() -> Client.to(there).from("127.0.0.1", there.port()).connect())
          .isInstanceOf(EndpointException.class)
          .hasMessage(
              "Cannot connect to %s from %s: address already in use; another program has port %d:"
                  + " stop it, or choose another port (0 takes a free one).",
              there, there, there.port());
    }
  }

  @Test
  void onlyAddressesOfTheWantedFamilyAreTried() throws Exception {
    Way.needsIpv6();
    try (Trial trial = Trial.serve(way(Way.Transport.TCP_V6), Framing.line(), Trial.UPPER)) {
      int port = ((Endpoint.Inet) trial.endpoint()).port();
      Endpoint here = Endpoint.tcp(Endpoint.THIS_MACHINE, port);
      try (Client client = Client.to(here).family(StandardProtocolFamily.INET6).connect()) {
        assertThat(((Endpoint.Tcp) client.local()).host()).isEqualTo("::1");
      }
      assertThatThrownBy(() -> Client.to(here).family(StandardProtocolFamily.INET).connect())
          .hasMessageContaining("connection refused");
      assertThatThrownBy(
              () -> Client.to(trial.endpoint()).family(StandardProtocolFamily.INET).connect())
          .hasMessage(
              "Cannot connect to tcp://[::1]:%d: that host has no IPv4 address; let the other family"
                  + " be used, or check the name.",
              port);
      assertThatThrownBy(() -> Client.to(trial.endpoint()).from("127.0.0.1", 0).connect())
          .isNotInstanceOf(UnsupportedAddressTypeException.class)
          .hasMessageContaining("that host has no IPv4 address");
    }
  }

  @Test
  void aUnixSocketHasNoFamilyAndNoPorts() {
    assertThatThrownBy(() -> Client.to(Endpoint.unix("/tmp/x")).from("", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unix:/tmp/x has no address family and no ports that could be chosen");
  }

  @Test
  void aListenerHearsAllInTheOrderInWhichOneCausedTheOther() throws Exception {
    List<Event> told = new CopyOnWriteArrayList<>();
    try (Trial trial = Trial.serve(way(Way.Transport.TCP_V4), Framing.line(), Trial.UPPER)) {
      Client client = Client.to(trial.endpoint()).listener(told::add).connect();
      for (int i = 0; i < 100; i++) {
        client.send("a");
        assertThat(client.receive()).isEqualTo("A");
      }
      client.finish();
      assertThat(client.receive()).isNull();
      client.close();
    }
    assertThat(told).hasSize(1 + 200 + 3);
    assertThat(told.getFirst()).isInstanceOf(Event.Connected.class);
    for (int i = 1; i < 200; i += 2) {
      assertThat(told.get(i)).isInstanceOf(Event.Sent.class);
      assertThat(told.get(i + 1)).isInstanceOf(Event.Received.class);
    }
    assertThat(told.get(201)).isInstanceOf(Event.Finished.class);
    assertThat(told.get(202)).isInstanceOf(Event.PeerFinished.class);
    assertThat(told.getLast())
        .isInstanceOfSatisfying(
            Event.Ended.class,
            ended -> assertThat(ended.ending()).isEqualTo(new Ending.PeerFinished()));
  }

  /** What nobody accepts is connected all the same, by the kernel. */
  private static ServerSocketChannel unserved(Way.Transport transport) throws IOException {
    return switch (way(transport).freshEndpoint()) {
      case Endpoint.Unix unix -> {
        Path path = Path.of(unix.path());
        path.toFile().deleteOnExit();
        yield ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path));
      }
      case Endpoint.Inet inet ->
          ServerSocketChannel.open().bind(new InetSocketAddress(inet.host(), 0));
      default -> throw new IllegalArgumentException("the JDK cannot listen for " + transport);
    };
  }

  private static Endpoint endpoint(ServerSocketChannel listening) throws IOException {
    return switch (listening.getLocalAddress()) {
      case UnixDomainSocketAddress unix -> Endpoint.unix(unix.getPath().toString());
      case InetSocketAddress inet ->
          Endpoint.tcp(inet.getAddress().getHostAddress(), inet.getPort());
      default -> throw new IllegalStateException();
    };
  }

  @FunctionalInterface
  private interface Call {
    void run() throws Exception;
  }

  private static CompletableFuture<Void> inAThread(Call call) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          Throwable thrown = catchThrowable(call::run);
          if (thrown == null) {
            done.complete(null);
          } else {
            done.completeExceptionally(thrown);
          }
        });
    return done;
  }
}
