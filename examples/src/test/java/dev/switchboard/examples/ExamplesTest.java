package dev.switchboard.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Each example runs, and does what it says. */
class ExamplesTest {

  @Test
  void tenLinesAnswersAndAskAsks() throws Exception {
    try (Program server = Program.start(TenLines.class, 0)) {
      int port = ((Endpoint.Inet) server.endpoint()).port();
      try (Program client = Program.start(Ask.class, port)) {
        assertThat(client.line()).isEqualTo("Hello Ada");
        assertThat(client.line()).isEqualTo("Hello Grace");
        assertThat(client.exitCode()).isZero();
      }
    }
  }

  @Test
  void inMemoryPasses() throws Exception {
    try (Program program = Program.start(InMemory.class, 0)) {
      assertThat(program.line()).isEqualTo("upper.talk: passed, 4 steps, in memory");
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void overTlsTheClientIsGreeted() throws Exception {
    try (Program program = Program.start(OverTls.class, 0)) {
      assertThat(program.line()).isEqualTo("Hello Ada");
      assertThat(program.exitCode()).isZero();
    }
  }

  @Test
  void directStyleHoldsADialogue() throws Exception {
    try (Program server = Program.start(DirectStyle.class, 0);
        Client client = Client.connect(server.endpoint(), Framing.line())) {
      assertThat(client.receive()).isEqualTo("What would you like?");
      client.send("soup");
      assertThat(client.receive()).isEqualTo("And to drink?");
      client.send("water");
      assertThat(client.receive()).isEqualTo("soup and water, thank you.");
      assertThat(client.receive()).isNull();
    }
  }

  @Test
  void ownProtocolAddsUp() throws Exception {
    Framing framing = Framing.lengthField(1, 2, ByteOrder.BIG_ENDIAN, 0);
    try (Program server = Program.start(OwnProtocol.class, 0);
        Client client = Client.connect(server.endpoint(), framing)) {
      client.send(Frame.of((byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 1, (byte) 44));
      client.send(Frame.of((byte) 1, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 7));
      client.send(Frame.of((byte) 2, (byte) 0, (byte) 0));
      assertThat(client.receiveFrame())
          .isEqualTo(
              Frame.of(
                  (byte) 3, (byte) 0, (byte) 8, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0,
                  (byte) 0, (byte) 1, (byte) 51));
    }
  }

  @Test
  void chatRoomTellsEverybody() throws Exception {
    try (Program server = Program.start(ChatRoom.class, 0)) {
      Endpoint endpoint = server.endpoint();
      try (Client bob = Client.connect(endpoint, Framing.line())) {
        try (Client ada = Client.connect(endpoint, Framing.line())) {
          assertThat(ada.receive()).isEqualTo("Who are you?");
          ada.send("Ada");
          assertThat(ada.receive()).isEqualTo("Ada is here");
          assertThat(bob.receive()).isEqualTo("Who are you?");
          bob.send("Bob");
          assertThat(ada.receive()).isEqualTo("Bob is here");
          assertThat(bob.receive()).isEqualTo("Bob is here");
          ada.send("hello");
          assertThat(bob.receive()).isEqualTo("Ada: hello");
        }
        assertThat(bob.receive()).isEqualTo("Ada has left");
      }
    }
  }

  @Test
  void numberingCountsPackets() throws Exception {
    try (Program server = Program.start(Numbering.class, 0)) {
      Endpoint endpoint = server.endpoint();
      try (Client one = Client.connect(endpoint, Framing.datagram());
          Client other = Client.connect(endpoint, Framing.datagram())) {
        one.send("a");
        assertThat(one.receive()).isEqualTo("1 a");
        one.send("b");
        assertThat(one.receive()).isEqualTo("2 b");
        other.send("c");
        assertThat(other.receive()).isEqualTo("1 c");
      }
    }
  }

  @Test
  void drainAnswersBeforeItStops() throws Exception {
    try (Program server = Program.start(Drain.class, 0)) {
      try (Client client = Client.connect(server.endpoint(), Framing.line())) {
        client.send("stop");
        assertThat(client.receive()).isEqualTo("stopping");
        assertThat(client.receive()).isNull();
      }
      assertThat(server.line()).isEqualTo("closing those that are still here");
      assertThat(server.line()).isEqualTo("connection 1: drained: the server stopped");
      assertThat(server.exitCode()).isZero();
    }
  }
}
