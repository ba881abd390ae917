package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every way in which a conversation ends, with what its user needs to know. */
class EndingTest {

  private final Recorder told = new Recorder();

  private PeerInMemory peer(Framing framing) {
    return PeerInMemory.of(told.service(), framing).connects();
  }

  private void assertEnded(PeerInMemory peer, Ending ending) {
    assertThat(peer.ending()).isEqualTo(ending);
    assertThat(peer.wish()).isIn(Wish.CLOSE, Wish.RESET);
    assertThat(told.calls.getLast()).isEqualTo("ended: " + ending);
    assertThat(told.calls).filteredOn(call -> call.startsWith("ended")).hasSize(1);
  }

  @Test
  void thePeerFinishesAndEverythingIsAnswered() {
    PeerInMemory peer = peer(Framing.line()).says("one\ntwo").finishes();
    assertEnded(peer, new Ending.PeerFinished());
    assertThat(peer.hears()).isEqualTo("one\ntwo\n");
    assertThat(peer.wish()).isEqualTo(Wish.CLOSE);
  }

  @Test
  void weClose() {
    told.received =
        (frame, outbox) -> {
          outbox.send("bye");
          outbox.close();
        };
    PeerInMemory peer = peer(Framing.line()).says("one\ntwo\n");
    assertThat(peer.hears()).isEqualTo("bye\n");
    assertThat(peer.wish()).isEqualTo(Wish.FINISH);
    assertEnded(peer.finishes(), new Ending.ClosedByUs());
    assertThat(told.calls).doesNotContain("received two", "finished");
  }

  @Test
  void thePeerResets() {
    assertEnded(peer(Framing.line()).says("on").resets(), new Ending.Reset());
  }

  @Test
  void weReset() {
    told.received = (frame, outbox) -> outbox.reset();
    PeerInMemory peer = peer(Framing.line()).says("one\ntwo\n");
    assertEnded(peer, new Ending.ResetByUs());
    assertThat(peer.wish()).isEqualTo(Wish.RESET);
    assertThat(told.calls).doesNotContain("received two");
  }

  @Test
  void aResetAfterACloseIsStillAReset() {
    told.received =
        (frame, outbox) -> {
          outbox.close();
          outbox.reset();
        };
    PeerInMemory peer = peer(Framing.line()).says("one\n");
    assertEnded(peer, new Ending.ResetByUs());
    assertThat(peer.wish()).isEqualTo(Wish.RESET);
  }

  @Test
  void thePeerFinishesInMidMessage() {
    PeerInMemory peer = peer(Framing.decimalLength(4)).says("0002hi0005ca").finishes();
    assertEnded(peer, new Ending.Truncated(6, 9));
    assertThat(peer.hears()).isEqualTo("0002hi");
    assertThat(peer.ending())
        .hasToString("truncated: the peer finished after 6 of the 9 bytes of a message");
    assertThat(told.calls).doesNotContain("finished");
  }

  @Test
  void thePeerFinishesInAMessageOfUnknownLength() {
    PeerInMemory peer = peer(Framing.delimiter((byte) '|')).says("a|bc").finishes();
    assertEnded(peer, new Ending.Truncated(2, -1));
    assertThat(peer.ending())
        .hasToString("truncated: the peer finished after 2 bytes of a message, before its end");
  }

  @Test
  void aMessageIsTooLarge() {
    PeerInMemory peer = peer(Framing.u32()).says("\0\0\0\1x").says("GET / HTTP/1.1\r\n");
    assertThat(peer.hears()).isEqualTo("\0\0\0\1x");
    assertEnded(
        peer.finishes(),
        new Ending.TooLarge(
            0x47455420,
            65_536,
            "a message of 1195725856 bytes is over the limit of 65536; its length field is"
                + " 47 45 54 20 \"GET \""));
  }

  @Test
  void bytesAreMalformedAndTheOffsetCountsFromTheFirstByteOfTheStream() {
    PeerInMemory peer = peer(Framing.decimalLength(2)).says("02hi").says("0").says("3cat1");
    assertThat(peer.hears()).isEqualTo("02hi03cat");
    assertEnded(
        peer.says("x").finishes(),
        new Ending.Malformed(
            10, "the length should be 2 decimal digits, and what came is 31 78 \"1x\""));
  }

  @Test
  void nothingIsHeardForTenMinutes() {
    PeerInMemory peer = peer(Framing.line()).waits(Duration.ofMinutes(10).minusNanos(1));
    assertThat(peer.ending()).isNull();
    peer.waits(Duration.ofNanos(1));
    assertThat(peer.wish()).isEqualTo(Wish.FINISH);
    assertEnded(peer.finishes(), new Ending.Idle(Duration.ofMinutes(10)));
    assertThat(peer.ending()).hasToString("idle for 10 min");
  }

  @Test
  void aMessageIsNotCompleteAfterThirtySecondsThoughItsBytesKeepComing() {
    PeerInMemory peer = peer(Framing.line()).waits(Duration.ofMinutes(1));
    for (int i = 0; i < 30; i++) {
      peer.says("x").waits(Duration.ofSeconds(1).minusNanos(i == 29 ? 1 : 0));
    }
    assertThat(peer.ending()).isNull();
    peer.waits(Duration.ofNanos(1));
    assertEnded(peer.finishes(), new Ending.Late(Duration.ofSeconds(30)));
    assertThat(peer.ending()).hasToString("late: a message was not complete after 30 s");
  }

  @Test
  void thePeerTakesNothingForThirtySeconds() {
    PeerInMemory peer = peer(Framing.line()).stopsReading();
    peer.waits(Duration.ofMinutes(1)).says("one\n");
    peer.waits(Duration.ofSeconds(20)).reads(1);
    peer.waits(Duration.ofSeconds(30).minusNanos(1));
    assertThat(peer.ending()).isNull();
    assertEnded(
        peer.waits(Duration.ofNanos(1)), new Ending.WriteTimeout(Duration.ofSeconds(30), 3));
    assertThat(peer.wish()).isEqualTo(Wish.RESET);
    assertThat(peer.ending()).hasToString("write timeout: the peer took none of 3 bytes for 30 s");
  }

  @Test
  void theServiceFails() {
    IllegalArgumentException bug = new IllegalArgumentException("a bug");
    told.received =
        (frame, outbox) -> {
          outbox.send("first");
          throw bug;
        };
    PeerInMemory peer = peer(Framing.line()).says("one\n");
    assertThat(peer.hears()).isEqualTo("first\n");
    assertEnded(peer.finishes(), new Ending.ServiceFailed(bug));
    assertThat(peer.ending())
        .hasToString("the service failed: java.lang.IllegalArgumentException: a bug");
  }

  @Test
  void theServerStops() {
    assertEnded(peer(Framing.line()).serverDrains().finishes(), new Ending.Drained());
  }

  @Test
  void aDriverEndsItForReasonsOfItsOwn() {
    for (Ending cause :
        new Ending[] {
          new Ending.Forced(), new Ending.Evicted(), new Ending.IoError("no route to host")
        }) {
      Rig rig = Rig.open(told, Framing.line()).bytes("on").failed(cause);
      assertThat(rig.session.ending()).isEqualTo(cause);
      assertThat(rig.wishes).containsExactly(Wish.RESET);
      assertThat(told.calls).endsWith("ended: " + cause);
    }
  }

  @Test
  void theFirstCauseStays() {
    Rig rig = Rig.open(told, Framing.decimalLength(2)).bytes("02hi" + "x");
    assertThat(rig.session.ending()).isInstanceOf(Ending.Malformed.class);
    rig.failed(new Ending.Reset());
    assertThat(rig.session.ending()).isInstanceOf(Ending.Malformed.class);
    assertThat(rig.wishes).containsExactly(Wish.RESET);
  }

  @Test
  void aCloseWhoseLastBytesAreLostIsNoGoodEnding() {
    told.received =
        (frame, outbox) -> {
          outbox.send("bye");
          outbox.close();
        };
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").failed(new Ending.Reset());
    assertThat(rig.session.ending()).isEqualTo(new Ending.Reset());
  }

  @Test
  void aPeerThatResetsWhenAllWasSaidChangesNothing() {
    told.received = (frame, outbox) -> outbox.close();
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").failed(new Ending.Reset());
    assertThat(rig.session.ending()).isEqualTo(new Ending.ClosedByUs());
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
  }

  @Test
  void everyEndingIsASentenceAndSaysWhetherSomebodyShouldLook() {
    Duration time = Duration.ofMillis(1500);
    Set<Class<?>> seen = new HashSet<>();
    Stream.of(
            new Expected(new Ending.PeerFinished(), false, "the peer finished"),
            new Expected(new Ending.ClosedByUs(), false, "closed by us"),
            new Expected(new Ending.Reset(), true, "reset by the peer"),
            new Expected(new Ending.ResetByUs(), false, "reset by us"),
            new Expected(
                new Ending.Truncated(1, 2),
                true,
                "truncated: the peer finished after 1 of the 2 bytes of a message"),
            new Expected(new Ending.TooLarge(2, 1, "big"), true, "too large: big"),
            new Expected(new Ending.Malformed(7, "bad"), true, "malformed at offset 7: bad"),
            new Expected(new Ending.Idle(time), false, "idle for 1500 ms"),
            new Expected(
                new Ending.Late(time), true, "late: a message was not complete after 1500 ms"),
            new Expected(
                new Ending.WriteTimeout(time, 3),
                true,
                "write timeout: the peer took none of 3 bytes for 1500 ms"),
            new Expected(
                new Ending.TooSlow(time, 3),
                true,
                "too slow: the peer was behind by 3 bytes for 1500 ms"),
            new Expected(
                new Ending.ServiceFailed(new AssertionError("no")),
                true,
                "the service failed: java.lang.AssertionError: no"),
            new Expected(new Ending.Drained(), false, "drained: the server stopped"),
            new Expected(
                new Ending.Forced(),
                true,
                "forced: the server stopped, and this connection was still busy"),
            new Expected(
                new Ending.Evicted(),
                false,
                "evicted: the oldest idle session made room for a new one"),
            new Expected(new Ending.ProcessExited(0), false, "its process exited with code 0"),
            new Expected(new Ending.ProcessExited(3), true, "its process exited with code 3"),
            new Expected(
                new Ending.ProcessKilled(9), true, "its process was killed by signal 9 (SIGKILL)"),
            new Expected(new Ending.ProcessKilled(64), true, "its process was killed by signal 64"),
            new Expected(
                new Ending.TlsTruncated(),
                true,
                "truncated: the connection ended without close_notify, so some of what the peer said"
                    + " may be missing"),
            new Expected(
                new Ending.TlsLate(time),
                true,
                "late: the TLS handshake was not done after 1500 ms"),
            new Expected(
                new Ending.NotTls("it began with \"GET\""), true, "not TLS: it began with \"GET\""),
            new Expected(new Ending.TlsFailed("no"), true, "TLS failed: no"),
            new Expected(new Ending.IoError("EIO"), true, "I/O error: EIO"))
        .forEach(it -> {
          assertThat(it.ending()).hasToString(it.sentence());
          assertThat(it.ending().isFailure()).as(it.sentence()).isEqualTo(it.failure());
          seen.add(it.ending().getClass());
        });
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Ending.class.getPermittedSubclasses()));
  }

  private record Expected(Ending ending, boolean failure, String sentence) {}
}
