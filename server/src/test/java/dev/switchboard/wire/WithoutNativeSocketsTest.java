package dev.switchboard.wire;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.client.Client;
import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.framing.Framing;
import dev.switchboard.server.Server;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Here nobody provides more sockets than the JDK's, as on another system than Linux. */
class WithoutNativeSocketsTest {

  private static final Service ECHO = Service.replyingFrames(frame -> frame);

  private static String missing(Endpoint endpoint) {
    return "Cannot use "
        + endpoint
        + ": the JDK has no such sockets; that takes Linux, and Switchboard's module for it.";
  }

  @ParameterizedTest
  @ValueSource(strings = {"seqpacket:/tmp/x", "seqpacket:@x", "unixgram:/tmp/x", "unix:@x"})
  void whatIsMissingIsSaidToWhoServesAndToWhoSpeaks(String text) {
    Endpoint endpoint = Endpoint.parse(text);
    assertThatThrownBy(() -> Server.on(endpoint).serve(ECHO))
        .isInstanceOf(EndpointException.class)
        .hasMessage(missing(endpoint));
    assertThatThrownBy(() -> Client.connect(endpoint, Framing.none()))
        .isInstanceOf(EndpointException.class)
        .hasMessage(missing(endpoint));
  }

  @Test
  void echoRequestsToo() {
    Endpoint endpoint = Endpoint.icmp("127.0.0.1");
    assertThatThrownBy(() -> Client.connect(endpoint, Framing.datagram()))
        .isInstanceOf(EndpointException.class)
        .hasMessage(missing(endpoint));
  }

  @Test
  void anAcceptQueueOfNothingToo() {
    Limits none = Limits.defaults().with(it -> it.acceptQueue = 0);
    assertThatThrownBy(() -> Server.on(Endpoint.tcp("127.0.0.1", 0)).limits(none).serve(ECHO))
        .isInstanceOf(EndpointException.class)
        .hasMessage(
            "Cannot listen on tcp://127.0.0.1:0 with an accept queue of 0: the JDK would make 50 of"
                + " it, and what else could do it takes Linux, and Switchboard's module for it; 1"
                + " is the least here.");
  }
}
