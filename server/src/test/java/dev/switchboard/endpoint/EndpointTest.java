package dev.switchboard.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          8820,                    tcp://:8820
          :8820,                   tcp://:8820
          localhost:8820,          tcp://localhost:8820
          127.0.0.1:0,             tcp://127.0.0.1:0
          *:65535,                 tcp://*:65535
          [::1]:80,                tcp://[::1]:80
          [fe80::1%eth0]:80,       tcp://[fe80::1%eth0]:80
          tcp://host:1,            tcp://host:1
          tcp://:1,                tcp://:1
          udp://[::]:53,           udp://[::]:53
          udp://7,                 udp://:7
          tls://host:443,          tls://host:443
          unix:@name,              unix:@name
          unixgram:/tmp/x,         unixgram:/tmp/x
          seqpacket:@x,            seqpacket:@x
          unix:/run/x,             unix:/run/x
          unix:relative/x,         unix:relative/x
          unix:a b,                unix:a b
          unix:///run/x,           unix:///run/x
          """)
  void whatIsTypedIsReadAndPrintedAsItIsReadAgain(String typed, String printed) {
    assertThat(Endpoint.parse(typed)).hasToString(printed);
    assertThat(Endpoint.parse(printed)).isEqualTo(Endpoint.parse(typed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                | the port is missing
          host:             | the port is missing
          tcp://            | the port is missing
          host              | a port is 0 to 65535, not host
          host:http         | a port is 0 to 65535, not http
          host:65536        | a port is 0 to 65535, not 65536
          host:-1           | a port is 0 to 65535, not -1
          host:+1           | a port is 0 to 65535, not +1
          host:000080       | a port is 0 to 65535, not 000080
          host:٣            | a port is 0 to 65535, not ٣
          ::1:80            | an IPv6 address stands in brackets: [::1]:8820
          [::1]80           | an IPv6 address stands in brackets, with :PORT behind them
          [::1:80           | an IPv6 address stands in brackets, with :PORT behind them
          [::1]             | an IPv6 address stands in brackets, with :PORT behind them
          [host]:80         | in the brackets stands no IPv6 address
          a b:80            | the host 'a b' is no name and no address
          a/b:80            | the host 'a/b' is no name and no address
          ftp://host:21     | no transport is called 'ftp'
          unix:             | the path is missing
          unix:@            | the path is missing
          seqpacket:        | the path is missing
          tls://host        | a port is 0 to 65535, not host
          """)
  void whatIsNoEndpointIsRefusedWithTheReason(String typed, String reason) {
    assertThatThrownBy(() -> Endpoint.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' is no endpoint: %s; it is tcp://HOST:PORT, udp://HOST:PORT, tls://HOST:PORT, unix:PATH, unixgram:PATH, seqpacket:PATH, HOST:PORT, [IPv6]:PORT, :PORT or PORT",
            typed, reason);
  }

  @Test
  void aUnixPathHasAtMost107Bytes() {
    assertThat(Endpoint.parse("unix:" + "x".repeat(107))).isEqualTo(Endpoint.unix("x".repeat(107)));
    assertThatThrownBy(() -> Endpoint.parse("unix:" + "ä".repeat(54)))
        .hasMessageContaining("the path has more than 107 bytes");
  }

  @Test
  void aUnixPathHasNoNul() {
    assertThatThrownBy(() -> Endpoint.parse("unix:a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a path cannot contain a NUL: a?b");
  }

  @Test
  void aPortIsCheckedHoweverTheEndpointIsMade() {
    assertThatThrownBy(() -> Endpoint.tcp("h", 65_536))
        .hasMessage("a port is 0 to 65535, not 65536");
    assertThatThrownBy(() -> Endpoint.udp("h", -1)).hasMessage("a port is 0 to 65535, not -1");
  }

  @Test
  void onlyUdpHasPackets() {
    assertThat(Endpoint.udp("", 7).packets()).isTrue();
    assertThat(Endpoint.tcp("", 7).packets()).isFalse();
    assertThat(Endpoint.unix("x").packets()).isFalse();
  }
}
