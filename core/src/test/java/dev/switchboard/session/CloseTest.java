package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Flush, then the end of our stream, then discard, then close. */
class CloseTest {

  private final Recorder told = new Recorder();

  private Rig closing() {
    told.received =
        (frame, outbox) -> {
          outbox.send("bye");
          outbox.close();
        };
    return Rig.open(told, Framing.line()).bytes("one\n");
  }

  @Test
  void firstAllThatIsPendingIsWrittenThenOurStreamEndsOnce() {
    Rig rig = closing();
    assertThat(rig.sent()).isEqualTo("bye\n");
    assertThat(rig.wishes).isEmpty();
    rig.written(3);
    assertThat(rig.wishes).isEmpty();
    rig.written(1);
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    rig.tick().bytes("late");
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    assertThat(told.calls).noneMatch(call -> call.startsWith("ended"));
  }

  @Test
  void whatStillComesIsReadAndThrownAwayUntilThePeerFinishes() {
    Rig rig = closing().allWritten();
    assertThat(rig.session.reading()).isTrue();
    rig.bytes("two\n").bytes("three\n").finished();
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
    assertThat(told.calls).containsExactly("opened", "received one", "ended: closed by us");
  }

  @Test
  void noMoreThan64KibibytesAreThrownAway() {
    Rig rig = closing().allWritten().bytes("x".repeat(64 << 10));
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    rig.bytes("x");
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
  }

  @Test
  void thePeerIsNotWaitedForLongerThanTwoSeconds() {
    Rig rig = closing();
    rig.now = 5;
    rig.allWritten();
    long due = rig.session.nextTick();
    assertThat(due).isEqualTo(5 + Duration.ofSeconds(2).toNanos());
    rig.now = due - 1;
    rig.tick().bytes("x");
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    rig.now = due;
    rig.tick();
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
  }

  @Test
  void aPeerThatFinishedFirstIsNotWaitedFor() {
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").finished();
    assertThat(rig.wishes).isEmpty();
    rig.allWritten();
    assertThat(rig.wishes).containsExactly(Wish.CLOSE);
  }

  @Test
  void aPeerThatFinishesWhileWeFlushIsNotWaitedFor() {
    Rig rig = closing().finished();
    assertThat(rig.wishes).isEmpty();
    assertThat(rig.session.reading()).isFalse();
    rig.allWritten();
    assertThat(rig.wishes).containsExactly(Wish.CLOSE);
  }

  @Test
  void whileWeFlushThePeerIsReadSoThatItCanGetRoundToReading() {
    Rig rig = closing();
    assertThat(rig.session.reading()).isTrue();
    rig.bytes("x".repeat(200_000));
    assertThat(rig.session.ending()).isEqualTo(new Ending.ClosedByUs());
    assertThat(rig.wishes).isEmpty();
  }

  @Test
  void aPeerThatTakesNothingDoesNotHoldUpTheCloseForEver() {
    Rig rig = closing();
    assertThat(rig.session.nextTick()).isEqualTo(Duration.ofSeconds(30).toNanos());
    rig.now = rig.session.nextTick();
    rig.tick();
    assertThat(rig.wishes).containsExactly(Wish.RESET);
    assertThat(rig.session.ending()).isEqualTo(new Ending.WriteTimeout(Duration.ofSeconds(30), 4));
  }

  @Test
  void whenWeFinishFirstReceivingGoesOn() {
    told.opened =
        outbox -> {
          outbox.send("hello");
          outbox.finish();
        };
    told.received = (frame, outbox) -> {};
    Rig rig = Rig.open(told, Framing.line());
    assertThat(rig.wishes).isEmpty();
    rig.allWritten();
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    rig.bytes("one\n").bytes("two\n");
    assertThat(rig.session.ending()).isNull();
    rig.finished();
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
    assertThat(told.calls)
        .containsExactly(
            "opened", "received one", "received two", "finished", "ended: the peer finished");
  }

  @Test
  void whenBothHaveFinishedItIsOverAlsoIfNobodyCloses() {
    told.finished = outbox -> {};
    told.tick = Outbox::finish;
    told.opened = outbox -> outbox.wakeAfter(1000);
    Rig rig = Rig.open(told, Framing.line()).finished();
    assertThat(rig.session.ending()).isNull();
    rig.now = 1000;
    rig.tick();
    assertThat(rig.session.ending()).isEqualTo(new Ending.PeerFinished());
    assertThat(rig.wishes).endsWith(Wish.CLOSE);
  }

  @Test
  void finishAndThenCloseInOneCallStillEndsOurStream() {
    told.opened =
        outbox -> {
          outbox.finish();
          outbox.close();
        };
    Rig rig = Rig.open(told, Framing.line());
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
    assertThat(rig.finished().wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
  }

  @Test
  void aConversationMayAnswerAfterThePeerHasFinished() {
    told.finished = outbox -> outbox.wakeAfter(Duration.ofSeconds(3).toNanos());
    told.tick =
        outbox -> {
          outbox.send("the sum is 42");
          outbox.close();
        };
    PeerInMemory peer = PeerInMemory.of(told.service(), Framing.line()).connects();
    peer.finishes().waits(Duration.ofSeconds(2));
    assertThat(peer.ending()).isNull();
    peer.waits(Duration.ofSeconds(1));
    assertThat(peer.hears()).isEqualTo("the sum is 42\n");
    assertThat(peer.ending()).isEqualTo(new Ending.PeerFinished());
    assertThat(peer.wish()).isEqualTo(Wish.CLOSE);
  }

  @Test
  void aServiceMayGreetAndCloseAsTheDaytimeServiceDoes() {
    told.opened =
        outbox -> {
          outbox.send("noon");
          outbox.close();
        };
    PeerInMemory peer = PeerInMemory.of(told.service(), Framing.line()).connects();
    assertThat(peer.hears()).isEqualTo("noon\n");
    assertThat(peer.wish()).isEqualTo(Wish.FINISH);
    assertThat(peer.says("ignored\n").finishes().wish()).isEqualTo(Wish.CLOSE);
    assertThat(told.calls).containsExactly("opened", "ended: closed by us");
  }

  @Test
  void onceAnswersOneMessageAndCloses() {
    Service hello = Service.replying(name -> "Hello " + name).once();
    PeerInMemory peer = PeerInMemory.of(hello, Framing.text()).connects().says("Ali\nBen\n");
    assertThat(peer.hears()).isEqualTo("Hello Ali\n");
    assertThat(peer.ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @Test
  void onceOverPacketsGoesOn() {
    Service hello = Service.replying(name -> "Hello " + name).once();
    PeerInMemory peer =
        PeerInMemory.ofPackets(hello, Framing.datagram(), Limits.defaults()).connects();
    assertThat(peer.says("Ali").says("Ben").hears()).isEqualTo("Hello AliHello Ben");
  }

  @Test
  void nothingCanBeSentAfterAClose() {
    told.received =
        (frame, outbox) -> {
          outbox.close();
          outbox.send("too late");
        };
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n");
    assertThat(rig.sent()).isEmpty();
    // The close came first, and it is what the conversation ended by.
    assertThat(rig.session.ending()).isEqualTo(new Ending.ClosedByUs());
  }

  @Test
  void aResetThrowsAwayWhatIsPending() {
    told.received =
        (frame, outbox) -> {
          outbox.send(frame);
          outbox.reset();
          assertThat(outbox.post(frame)).isEqualTo(Posted.ENDED);
        };
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n");
    assertThat(rig.wishes).containsExactly(Wish.RESET);
    assertThat(rig.session.reading()).isFalse();
    assertThat(rig.session.nextTick()).isEqualTo(Long.MAX_VALUE);
  }
}
