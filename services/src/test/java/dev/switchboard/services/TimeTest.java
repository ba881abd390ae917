package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.PeerInMemory;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTest {

  /** The numbers of RFC 868, and those around the end of 32 bits. */
  @ParameterizedTest
  @CsvSource({
    "1970-01-01T00:00:00Z, 2208988800",
    "1976-01-01T00:00:00Z, 2398291200",
    "1980-01-01T00:00:00Z, 2524521600",
    "1983-05-01T00:00:00Z, 2629584000",
    "2036-02-07T06:28:15Z, 4294967295",
    "2036-02-07T06:28:16Z, 0"
  })
  void isTheSecondsSince1900MostSignificantFirst(String instant, long seconds) {
    byte[] told = at(instant).now().toBytes();
    assertThat(told).hasSize(4);
    assertThat(Integer.toUnsignedLong(ByteBuffer.wrap(told).getInt())).isEqualTo(seconds);
  }

  @Test
  void itIsToldUnaskedAndThenTheServerCloses() {
    PeerInMemory peer = Peers.tcp("time", at("1900-01-01T00:00:01Z"));
    assertThat(peer.hears()).isEqualTo("\0\0\0\1");
    assertThat(peer.hasSeenTheEnd()).isTrue();
  }

  @Test
  void overUdpEveryPacketAsks() {
    PeerInMemory peer = Peers.udp("time", at("1900-01-01T00:00:02Z"));
    assertThat(peer.hears()).isEmpty();
    assertThat(peer.says("").hears()).isEqualTo("\0\0\0\2");
    assertThat(peer.says("?").hears()).isEqualTo("\0\0\0\2");
  }

  private static Time at(String instant) {
    return new Time(InstantSource.fixed(Instant.parse(instant)));
  }
}
