package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Server;
import dev.switchboard.session.Service;
import dev.switchboard.wire.EndpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Echo requests, where this program may send them. */
class IcmpTest {

  @ParameterizedTest
  @ValueSource(strings = {"icmp://127.0.0.1", "icmp://[::1]"})
  void whatIsSentComesBackFromTheKernelOfThatHost(String host) throws IOException {
    List<Event> told = new CopyOnWriteArrayList<>();
    try (Client client =
        connect(Client.to(Endpoint.parse(host)).framing(Framing.datagram()).listener(told::add))) {
      for (String text : List.of("hello", "", "odd")) {
        client.send(text);
        assertThat(client.receive()).isEqualTo(text);
      }
      client.send(Frame.of(new byte[3000]));
      assertThat(client.receiveFrame()).isEqualTo(Frame.of(new byte[3000]));
      assertThatThrownBy(() -> client.send(Frame.of(new byte[65_530])))
          .isInstanceOf(IOException.class)
          .hasMessage("Message too long");
    }
    assertThat(told.stream().filter(Event.Echoed.class::isInstance).map(Event.Echoed.class::cast))
        .hasSize(4)
        .allMatch(echoed -> echoed.ttl() > 0 && echoed.roundTrip().isPositive())
        .extracting(Event.Echoed::sequence)
        .containsExactly(1, 2, 3, 4);
  }

  private static Client connect(dev.switchboard.client.Dial dial) throws IOException {
    try {
      return dial.connect();
    } catch (EndpointException e) {
      assertThat(e).hasMessageContaining("ping_group_range").hasMessageContaining("CAP_NET_RAW");
      Needs.that(false, "privilege to send echo requests (" + e.getMessage() + ")");
      throw e;
    }
  }

  @Test
  void nobodyServesThem() {
    assertThatThrownBy(
            () -> Server.on(Endpoint.icmp("127.0.0.1")).serve(Service.replying(text -> text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a host's kernel answers echo requests");
  }

  /** The example of RFC 1071, section 3: the sum of those four words is ddf2. */
  @Test
  void theChecksumIsThatOfTheStandard() {
    byte[] words = {
      0x00, 0x01, (byte) 0xf2, 0x03, (byte) 0xf4, (byte) 0xf5, (byte) 0xf6, (byte) 0xf7
    };
    assertThat(EchoMessage.checksum(ByteBuffer.wrap(words))).isEqualTo(~0xddf2 & 0xFFFF);
  }
}
