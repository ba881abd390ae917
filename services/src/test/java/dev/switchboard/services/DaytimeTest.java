package dev.switchboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.session.Ending;
import dev.switchboard.session.PeerInMemory;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaytimeTest {

  private static final String LECTURES = "2026-11-21T04:44:00Z";

  @Test
  void tellsTheTimeUnaskedAndCloses() {
    PeerInMemory peer = at(LECTURES);
    assertThat(peer.hears()).isEqualTo("Sat Nov 21 04:44:00 2026\r\n");
    assertThat(peer.hasSeenTheEnd()).isTrue();
    assertThat(peer.finishes().ending()).isEqualTo(new Ending.ClosedByUs());
  }

  /** As C's ctime writes them: the day in two places, every other number in full. */
  @ParameterizedTest
  @CsvSource({
    "2026-01-01T00:00:00Z, Thu Jan  1 00:00:00 2026",
    "2027-02-09T01:02:03Z, Tue Feb  9 01:02:03 2027",
    "2024-02-29T23:59:59Z, Thu Feb 29 23:59:59 2024",
    "2026-03-02T04:05:06Z, Mon Mar  2 04:05:06 2026",
    "2026-04-10T12:00:00Z, Fri Apr 10 12:00:00 2026",
    "2026-05-06T13:00:00Z, Wed May  6 13:00:00 2026",
    "2026-06-30T14:00:00Z, Tue Jun 30 14:00:00 2026",
    "2026-07-05T15:00:00Z, Sun Jul  5 15:00:00 2026",
    "2026-08-31T16:00:00Z, Mon Aug 31 16:00:00 2026",
    "2026-09-01T17:00:00Z, Tue Sep  1 17:00:00 2026",
    "2026-10-25T18:00:00Z, Sun Oct 25 18:00:00 2026",
    "2026-12-31T19:00:00Z, Thu Dec 31 19:00:00 2026"
  })
  void everyMonthHasItsName(String instant, String words) {
    assertThat(at(instant).hears().strip()).isEqualTo(words);
  }

  /** In Persian the digits would be others, in German the words. */
  @Test
  @ResourceLock(Resources.LOCALE)
  void theWordsAreTheSameInEveryCountry() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR-u-nu-arabext"));
    try {
      assertThat(at(LECTURES).hears()).isEqualTo("Sat Nov 21 04:44:00 2026\r\n");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void theTimeIsThatOfItsZone() {
    Daytime tokyo = new Daytime(InstantSource.fixed(Instant.parse(LECTURES)), ZoneId.of("Japan"));
    assertThat(Peers.tcp("daytime", tokyo).hears()).isEqualTo("Sat Nov 21 13:44:00 2026\r\n");
  }

  @Test
  void overUdpEveryPacketAsks() {
    PeerInMemory peer = Peers.udp("daytime", service(LECTURES));
    assertThat(peer.hears()).as("before a packet").isEmpty();
    assertThat(peer.says("").hears()).isEqualTo("Sat Nov 21 04:44:00 2026\r\n");
    assertThat(peer.says("and now?").hears()).isEqualTo("Sat Nov 21 04:44:00 2026\r\n");
    assertThat(peer.ending()).isNull();
  }

  private static PeerInMemory at(String instant) {
    return Peers.tcp("daytime", service(instant));
  }

  private static Daytime service(String instant) {
    return new Daytime(InstantSource.fixed(Instant.parse(instant)), ZoneOffset.UTC);
  }
}
