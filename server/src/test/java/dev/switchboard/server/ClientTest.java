package dev.switchboard.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.MalformedException;
import dev.switchboard.framing.TooLargeException;
import dev.switchboard.framing.TruncatedException;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.model.ServerModel;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The blocking other side, against a server that says exactly what a test wants. */
class ClientTest {

  private static final Duration SHORT = Duration.ofMillis(50);

  /** A server that says these bytes to everybody, and closes if told to. */
  private static Trial saying(String bytes, boolean close) throws IOException {
    Service service =
        peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                outbox.send(bytes);
                if (close) {
                  outbox.close();
                }
              }

              @Override
              public void received(Frame frame, Outbox outbox) {}
            };
    return Trial.serve(
        new Way(ServerModel.virtual(), Way.Transport.TCP_V4), Framing.none(), service);
  }

  private static Client impatient(Trial trial, Framing framing) throws IOException {
    return Client.connect(trial.endpoint(), framing, SHORT, Limits.defaults());
  }

  @ParameterizedTest
  @EnumSource(Way.Transport.class)
  void messagesGoAndComeWholeOverEveryTransport(Way.Transport transport) throws IOException {
    Way way = new Way(ServerModel.virtual(), transport);
    for (Spoken spoken : Spoken.all()) {
      if (spoken.framing().equals("text")) {
        continue; // in which two messages that are sent at once are one
      }
      try (Trial trial = Trial.serve(way, spoken.chosen(), Trial.UPPER);
          Client client = trial.connect(spoken.chosen())) {
        client.send("häppy");
        client.send("again");
        assertThat(client.receive()).isEqualTo("HÄPPY");
        assertThat(client.receive()).isEqualTo("AGAIN");
        client.finish();
        assertThat(client.receive()).isNull();
        assertThat(client.receive()).isNull();
      }
    }
  }

  @Test
  void aReplyThatNeverComesIsATimeoutAndNotAnEnd() throws IOException {
    try (Trial trial = saying("", false);
        Client client = impatient(trial, Framing.line())) {
      long began = System.nanoTime();
      assertThatThrownBy(client::receive)
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessage("nothing from %s for 50 ms", trial.endpoint());
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(SHORT);
    }
  }

  @Test
  void whatCameBeforeATimeoutIsKept() throws IOException {
    Service half =
        peer ->
            new Conversation() {
              @Override
              public void opened(Outbox outbox) {
                outbox.send("hel");
              }

              @Override
              public void received(Frame frame, Outbox outbox) {
                outbox.send("lo\n");
              }
            };
    Way way = new Way(ServerModel.virtual(), Way.Transport.TCP_V4);
    try (Trial trial = Trial.serve(way, Framing.none(), half);
        Client client = impatient(trial, Framing.line())) {
      assertThatThrownBy(client::receive).isInstanceOf(SocketTimeoutException.class);
      client.sendRaw((byte) '!');
      assertThat(receiveAfterAll(client)).isEqualTo("hello");
    }
  }

  /** However often the time runs out: that loses nothing. */
  private static @Nullable String receiveAfterAll(Client client) throws IOException {
    while (true) {
      try {
        return client.receive();
      } catch (SocketTimeoutException e) {
        assertThat(e).hasMessageContaining("50 ms");
      }
    }
  }

  @Test
  void theEndOfTheStreamIsNoAnswer() throws IOException {
    try (Trial trial = saying("", true);
        Client client = trial.connect(Framing.line())) {
      assertThat(client.receive()).isNull();
    }
  }

  @Test
  void aReplyThatIsCutOffIsTruncated() throws IOException {
    try (Trial trial = saying("0005hel", true);
        Client client = trial.connect(Framing.decimalLength(4))) {
      assertThatThrownBy(client::receive)
          .isInstanceOf(TruncatedException.class)
          .hasMessage("the stream ended after 7 of the 9 bytes of a message");
    }
  }

  @Test
  void aReplyThatIsSomethingElseIsMalformed() throws IOException {
    try (Trial trial = saying("HTTP/1.1 400", true);
        Client client = trial.connect(Framing.decimalLength(4))) {
      assertThatThrownBy(client::receive).isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void aReplyOverTheLimitIsRefused() throws IOException {
    Limits limits = Limits.defaults().with(it -> it.message = 10);
    try (Trial trial = saying("0011hello world", false);
        Client client =
            Client.connect(
                trial.endpoint(), Framing.decimalLength(4), Duration.ofSeconds(20), limits)) {
      assertThatThrownBy(client::receive).isInstanceOf(TooLargeException.class);
    }
  }

  @Test
  void aMessageThatTheFramingCannotCarryIsNotSent() throws IOException {
    try (Trial trial = saying("", false);
        Client client = trial.connect(Framing.decimalLength(1))) {
      assertThatThrownBy(() -> client.send("0123456789")).isInstanceOf(UnsendableException.class);
    }
  }

  @Test
  void aResetIsAnException() throws IOException {
    Service resetting = peer -> (frame, outbox) -> outbox.reset();
    Way way = new Way(ServerModel.virtual(), Way.Transport.TCP_V4);
    try (Trial trial = Trial.serve(way, Framing.line(), resetting);
        Client client = trial.connect(Framing.line())) {
      client.send("go");
      assertThatThrownBy(client::receive)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }

  @Test
  void theCallsBeneathGiveWhatOneReceiveGives() throws IOException {
    try (Trial trial = saying("hello\nworld", true);
        Client client = trial.connect(Framing.line())) {
      assertThat(client.receiveRaw(3)).isEqualTo("hel".getBytes(UTF_8));
      assertThat(client.receive()).isEqualTo("lo");
      assertThat(client.receiveAll()).isEqualTo("world".getBytes(UTF_8));
      assertThat(client.receiveRaw(1)).isEmpty();
    }
  }

  @Test
  void aTextWithoutALineEndingIsOneAfterTheSilence() throws IOException {
    try (Trial trial = saying("no line ending", false);
        Client client = trial.connect(Framing.text())) {
      assertThat(client.receive()).isEqualTo("no line ending");
    }
  }

  @Test
  void nobodyThereIsOneSentence() throws IOException {
    Endpoint gone = Endpoint.tcp("127.0.0.1", 1);
    assertThatThrownBy(() -> Client.connect(gone, Framing.line()))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot connect to %s: connection refused; nobody listens there: start the server first, or check the port.",
            gone);
    Endpoint missing = Endpoint.unix(Way.freshDirectory().resolve("s").toString());
    assertThatThrownBy(() -> Client.connect(missing, Framing.line()))
        .hasMessageEndingWith("there is no such socket: start the server first.");
    assertThatThrownBy(
            () -> Client.connect(Endpoint.tcp("no.such.host.invalid", 1), Framing.line()))
        .hasMessage(
            "Cannot connect to tcp://no.such.host.invalid:1: no address is known for that host; check its name.");
  }

  @Test
  void overUdpNobodyThereIsToldAtTheReceive() throws IOException {
    Endpoint nobody =
        Endpoint.udp("127.0.0.1", 1); // a free port of the system's might be taken again
    try (Client client = Client.connect(nobody, Framing.datagram())) {
      client.send("hello?");
      assertThatThrownBy(client::receive).isInstanceOf(java.net.PortUnreachableException.class);
    }
  }

  @Test
  void overUdpSilenceIsATimeout() throws IOException {
    Service silent = peer -> (frame, outbox) -> {};
    try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(silent);
        Client client =
            Client.connect(running.endpoint(), Framing.datagram(), SHORT, Limits.defaults())) {
      client.send("hello?");
      assertThatThrownBy(client::receive).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void overUdpWhatAStrangerSendsIsNoAnswer() throws IOException {
    for (String question : List.of("hello?", "")) {
      try (Running running = Server.on(Endpoint.udp("127.0.0.1", 0)).serve(Trial.UPPER);
          Client client = Client.connect(running.endpoint(), Framing.datagram());
          DatagramSocket stranger = new DatagramSocket()) {
        client.send(question);
        assertThat(client.receive()).isEqualTo(question.toUpperCase(Locale.ROOT));
        Endpoint.Udp here = (Endpoint.Udp) client.local();
        InetSocketAddress address =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), here.port());
        stranger.send(new DatagramPacket("wrong".getBytes(UTF_8), 5, address));
        client.send("right");
        assertThat(client.receive()).isEqualTo("RIGHT");
      }
    }
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    try (Trial trial = saying("", false);
        Client client = trial.connect(Framing.line())) {
      Throwable[] thrown = new Throwable[1];
      Thread waiting =
          Thread.ofPlatform()
              .start(() ->
                  thrown[0] = org.assertj.core.api.Assertions.catchThrowable(client::receive));
      waiting.interrupt();
      waiting.join();
      assertThat(thrown[0])
          .isInstanceOf(InterruptedIOException.class)
          .isNotInstanceOf(SocketTimeoutException.class);
    }
  }
}
