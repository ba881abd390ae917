package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A peer that does not read: what waits for it is bounded, and so is what is read of it. */
class PendingTest {

  private static final Limits SMALL = Limits.defaults().with(it -> it.pendingOutput = 100);

  private final Recorder told = new Recorder();

  @Test
  void messagesAreHeldBackWhileThePeerDoesNotRead() {
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    for (int i = 0; i < 9; i++) {
      rig.bytes("123456789\n");
      assertThat(rig.session.reading()).as("after %d messages", i + 1).isTrue();
    }
    rig.bytes("123456789\nheld\nback\n");
    assertThat(rig.session.pending()).isEqualTo(100);
    assertThat(rig.session.reading()).isFalse();
    assertThat(told.calls).doesNotContain("received held");
    rig.written(49);
    assertThat(rig.session.reading()).as("at 51 of 100").isFalse();
    assertThat(told.calls).doesNotContain("writable");
    rig.written(1);
    assertThat(rig.session.reading()).as("at 50 of 100").isTrue();
    assertThat(told.calls).endsWith("writable", "received held", "received back");
    rig.allWritten();
    assertThat(told.calls).containsOnlyOnce("writable");
  }

  @Test
  void memoryStaysFlatBehindAPeerThatNeverReads() {
    PeerInMemory peer = PeerInMemory.of(told.service(), Framing.line()).connects().stopsReading();
    String segment = ("x".repeat(1023) + "\n").repeat(16);
    for (int i = 0; i < 1000; i++) {
      peer.says(segment);
    }
    assertThat(peer.session().pending()).isEqualTo(1 << 20);
    assertThat(peer.session().reading()).isFalse();
    assertThat(told.calls).hasSize(1 + 1024);
    peer.readsOn();
    assertThat(peer.hears()).hasSize(1000 * segment.length());
  }

  @Test
  void aServiceThatAsksReadyCanSendAnyAmount() {
    int[] sent = {0};
    Recorder.Act more =
        outbox -> {
          while (sent[0] < 1000 && outbox.ready()) {
            outbox.send("line " + sent[0]++);
          }
          if (sent[0] == 1000) {
            outbox.close();
          }
        };
    told.opened = more;
    told.writable = more;
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    while (rig.session.ending() == null) {
      assertThat(rig.session.pending()).isBetween(1L, 110L);
      rig.written(Math.min(7, rig.unwritten()));
    }
    assertThat(rig.sent()).startsWith("line 0\n").endsWith("line 999\n");
  }

  @Test
  void oneReplyOfTheLargestSizeAlwaysFits() {
    Limits limits = SMALL.with(it -> it.message = 200);
    told.opened =
        outbox -> {
          outbox.send("x".repeat(98));
          assertThat(outbox.ready()).isTrue();
          outbox.send("y".repeat(200 - 2));
          assertThat(outbox.ready()).isFalse();
          assertThat(outbox.pending()).isEqualTo(99 + 199);
        };
    Rig rig = Rig.open(told, Framing.line(), limits);
    assertThat(rig.session.ending()).isNull();
  }

  @Test
  void aReplyOfAnySizeFitsWhereLessThanTheMarkWaits() {
    told.opened =
        outbox -> {
          outbox.send("x".repeat(98));
          outbox.send("y".repeat(5_000));
        };
    Rig rig = Rig.open(told, Framing.line(), SMALL.with(it -> it.message = 10));
    assertThat(rig.session.ending()).isNull();
    assertThat(rig.session.pending()).isEqualTo(99 + 5_001);
  }

  @Test
  void sendingWithoutLookingEndsThisConversationAndSendsNoHalfMessage() {
    told.opened =
        outbox -> {
          for (; ; ) {
            outbox.send("x".repeat(49));
          }
        };
    Rig rig = Rig.open(told, Framing.line(), SMALL.with(it -> it.message = 100));
    assertThat(rig.session.ending())
        .isInstanceOfSatisfying(
            Ending.ServiceFailed.class,
            failed ->
                assertThat(failed.cause())
                    .isInstanceOf(OutboxFullException.class)
                    .hasMessageContaining("bytes wait for the peer already, of 100 at most"));
    assertThat(rig.sent()).isEqualTo(("x".repeat(49) + "\n").repeat(rig.sent().length() / 50));
    assertThat(rig.sent().length()).isBetween(100, 200);
    assertThat(rig.allWritten().wishes).containsExactly(Wish.FINISH);
  }

  @Test
  void aServiceMayCatchThatItsOutboxIsFull() {
    told.opened =
        outbox -> {
          try {
            for (; ; ) {
              outbox.send("x".repeat(49));
            }
          } catch (OutboxFullException full) {
            told.calls.add("full");
          }
        };
    Rig rig = Rig.open(told, Framing.line(), SMALL.with(it -> it.message = 100));
    assertThat(rig.session.ending()).isNull();
    rig.allWritten();
    assertThat(told.calls).containsExactly("opened", "full", "writable");
    assertThat(rig.session.reading()).isTrue();
  }

  @Test
  void aMessageThatTheFramingCannotCarryLeavesNothingBehind() {
    told.received =
        (frame, outbox) -> {
          outbox.send("ok");
          outbox.send("x".repeat(256));
        };
    Rig rig = Rig.open(told, Framing.u8()).bytes("\1?");
    assertThat(rig.sent()).isEqualTo("\2ok");
    assertThat(rig.session.ending()).isInstanceOf(Ending.ServiceFailed.class);
  }

  @Test
  void aPeerThatIsNotReadIsNeitherLateNorSilent() {
    told.received = (frame, outbox) -> outbox.send("x".repeat(100));
    Rig rig = Rig.open(told, Framing.text(), SMALL).bytes("go\nhalf a mess");
    assertThat(rig.session.reading()).isFalse();
    for (int i = 0; i < 4; i++) {
      rig.now += Duration.ofSeconds(20).toNanos();
      rig.tick().written(1);
      assertThat(told.calls).containsExactly("opened", "received go");
    }
    rig.written(60);
    assertThat(rig.session.ending()).isNull();
    assertThat(rig.session.reading()).isTrue();
    rig.tick().bytes("age\n");
    assertThat(told.calls)
        .containsExactly("opened", "received go", "writable", "received half a message");
  }

  @Test
  void aPostThatFillsTheOutboxInMidMessageDoesNotMakeThePeerLate() {
    Limits patient = SMALL.with(it -> it.tooSlow = Duration.ofMinutes(10));
    Rig rig = Rig.open(told, Framing.line(), patient).bytes("half a mess");
    rig.session.outbox().post(Frame.of("x".repeat(98)));
    assertThat(rig.session.outbox().post(Frame.of("x"))).isEqualTo(Posted.FULL);
    rig.posted();
    assertThat(rig.session.reading()).isFalse();
    rig.now = Duration.ofSeconds(20).toNanos();
    rig.written(1);
    rig.now = Duration.ofSeconds(40).toNanos();
    rig.tick();
    assertThat(rig.session.ending()).isNull();
    rig.written(90);
    rig.now = Duration.ofSeconds(69).toNanos();
    rig.tick().bytes("age\n");
    assertThat(rig.session.ending()).isNull();
    assertThat(told.calls).endsWith("writable", "received half a message");
  }

  @Test
  void writableIsNotCalledWhenNothingMayBeSentAnyMore() {
    told.opened =
        outbox -> {
          outbox.send("x".repeat(99));
          outbox.finish();
        };
    told.writable = outbox -> outbox.send("more");
    Rig rig = Rig.open(told, Framing.line(), SMALL).allWritten();
    assertThat(told.calls).containsExactly("opened");
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    assertThat(rig.session.reading()).isTrue();
  }
}
