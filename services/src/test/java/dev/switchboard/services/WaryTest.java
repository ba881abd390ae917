package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Peer;
import dev.switchboard.session.PeerInMemory;
import dev.switchboard.session.Service;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets that may be forged are not answered. */
class WaryTest {

  private static final Choices REFLECT = new Choices(false, "Ali", true);

  private record From(String remote, boolean packets) implements Peer {
    @Override
    public String local() {
      return "udp://127.0.0.1:5000";
    }
  }

  @Test
  void everyUdpServiceOfTheCatalogueIsAPortThatIsNotAnswered() {
    List<Entry> udp =
        Catalogue.entries().stream().filter(entry -> entry.schemes().contains("udp")).toList();
    assertThat(udp).isNotEmpty();
    for (Entry entry : udp) {
      assertNotAnswered("echo", "udp://127.0.0.1:" + entry.port(), Choices.usual());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 13, 17, 19, 37})
  void theSmallServicesPortsAreNotAnswered(int port) {
    for (String service : List.of("echo", "upper", "daytime", "chargen", "qotd", "time")) {
      assertNotAnswered(service, "udp://127.0.0.1:" + port, REFLECT);
      assertNotAnswered(service, "udp://[2001:db8::1]:" + port, REFLECT);
    }
  }

  @Test
  void aPacketFromItselfIsNotAnswered() {
    assertNotAnswered("echo", "udp://127.0.0.1:5000", Choices.usual());
    assertThat(answer("echo", "udp://127.0.0.2:5000", Choices.usual())).isEqualTo("x");
  }

  @Test
  void whyIsTold() {
    assertThat(says("echo", "udp://127.0.0.1:7", Choices.usual()).ending())
        .hasToString(
            "malformed at offset 0: nothing from port 7 is answered: two services would go on for"
                + " ever");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://192.0.2.7:40000", "udp://[2001:db8::7]:40000", "udp://?:40000"})
  void longAnswersAreForThisMachineUnlessAskedToReflect(String elsewhere) {
    for (String service : List.of("qotd", "chargen")) {
      assertNotAnswered(service, elsewhere, Choices.usual());
      assertThat(says(service, elsewhere, REFLECT).ending()).isNull();
    }
    assertThat(answer("qotd", elsewhere, REFLECT)).isNotEmpty();
    assertThat(answer("echo", elsewhere, Choices.usual())).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"udp://127.0.0.1:40000", "udp://127.8.9.1:40000", "udp://[::1]:40000"})
  void thisMachineIsAnswered(String here) {
    assertThat(answer("qotd", here, Choices.usual())).isNotEmpty();
  }

  /** Who is heard over TCP has been reached before. */
  @Test
  void overAStreamEverybodyIsAnswered() {
    Service service = Peers.entry("qotd").service();
    From far = new From("tcp://192.0.2.7:7", false);
    assertThat(Peers.tcp("qotd", peer -> service.begin(far)).hears()).isNotEmpty();
  }

  private static void assertNotAnswered(String service, String from, Choices chosen) {
    PeerInMemory peer = says(service, from, chosen);
    assertThat(peer.hears()).as("%s to %s", service, from).isEmpty();
    assertThat(peer.ending()).as("%s to %s", service, from).isNotNull();
  }

  private static String answer(String service, String from, Choices chosen) {
    return says(service, from, chosen).hears();
  }

  private static PeerInMemory says(String name, String from, Choices chosen) {
    Service service = Peers.entry(name).service(chosen);
    return PeerInMemory.ofPackets(
            peer -> service.begin(new From(from, true)), Framing.datagram(), Limits.defaults())
        .connects()
        .says("x");
  }
}
