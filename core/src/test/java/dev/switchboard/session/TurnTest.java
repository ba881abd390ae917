package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Framing;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Who goes on, and when: turns, pauses, tasks, silence, wishes to be woken. */
class TurnTest {

  private final Recorder told = new Recorder();

  private long received() {
    return told.calls.stream().filter(call -> call.startsWith("received")).count();
  }

  @Test
  void after64MessagesOthersGetTheirTurn() {
    Rig rig = Rig.open(told, Framing.line()).bytes("x\n".repeat(150) + "rest");
    assertThat(received()).isEqualTo(64);
    assertThat(rig.session.nextTick()).isZero();
    assertThat(rig.session.reading()).isFalse();
    rig.tick();
    assertThat(received()).isEqualTo(128);
    assertThat(rig.session.nextTick()).isZero();
    rig.tick();
    assertThat(received()).isEqualTo(150);
    assertThat(rig.session.nextTick()).isPositive();
    assertThat(rig.session.reading()).isTrue();
    rig.bytes("\n");
    assertThat(told.calls).endsWith("received rest");
  }

  @Test
  void exactly64MessagesLeaveNothingToComeBackFor() {
    Rig rig = Rig.open(told, Framing.line()).bytes("x\n".repeat(64));
    assertThat(received()).isEqualTo(64);
    assertThat(rig.session.nextTick()).isPositive();
    assertThat(rig.session.reading()).isTrue();
  }

  @Test
  void theEndOfTheStreamWaitsUntilAllTurnsAreTaken() {
    Rig rig = Rig.open(told, Framing.line()).bytes("x\n".repeat(200) + "last").finished();
    assertThat(told.calls).doesNotContain("finished");
    while (rig.session.nextTick() == 0) {
      rig.tick();
    }
    assertThat(received()).isEqualTo(201);
    assertThat(told.calls).endsWith("received last", "finished");
  }

  @Test
  void aPausedConversationReceivesNothingUntilItResumes() {
    told.received = (frame, outbox) -> outbox.pause();
    told.opened = outbox -> outbox.wakeAfter(1000);
    told.tick = Outbox::resume;
    Rig rig = Rig.open(told, Framing.line()).bytes("one\ntwo\nthree");
    assertThat(told.calls).containsExactly("opened", "received one");
    assertThat(rig.session.reading()).isFalse();
    assertThat(rig.session.nextTick()).isEqualTo(1000);
    rig.now = 1000;
    rig.tick();
    assertThat(told.calls).containsExactly("opened", "received one", "tick", "received two");
  }

  @Test
  void thePeersEndWaitsForAPausedConversation() {
    told.received = (frame, outbox) -> outbox.pause();
    told.opened = outbox -> outbox.wakeAfter(1000);
    told.tick =
        outbox -> {
          outbox.resume();
          outbox.wakeAfter(1000);
        };
    Rig rig = Rig.open(told, Framing.line()).bytes("one\nla").finished();
    assertThat(told.calls).containsExactly("opened", "received one");
    rig.now = 1000;
    rig.tick();
    assertThat(told.calls).containsExactly("opened", "received one", "tick", "received la");
    rig.now = 2000;
    rig.tick();
    assertThat(told.calls).endsWith("tick", "finished", "ended: the peer finished");
  }

  @Test
  void aPauseInMidMessageStopsTheClockOfTheMessageAndItsSilence() {
    told.opened = outbox -> outbox.wakeAfter(1000);
    told.tick =
        outbox -> {
          outbox.pause();
          outbox.wakeAfter(Duration.ofMinutes(2).toNanos());
        };
    PeerInMemory peer = PeerInMemory.of(told.service(), Framing.text()).connects().says("hal");
    peer.waits(Duration.ofNanos(1000)).waits(Duration.ofMinutes(1));
    assertThat(told.calls).containsExactly("opened", "tick");
    told.tick = Outbox::resume;
    peer.waits(Duration.ofMinutes(1));
    assertThat(peer.says("lo\n").hears()).isEqualTo("hallo\n");
  }

  @Test
  void aTaskHoldsBackMessagesUntilItIsDone() {
    told.received = (frame, outbox) -> outbox.task(() -> told.calls.add("work"));
    told.resumed = outbox -> outbox.send("done");
    Rig rig = Rig.open(told, Framing.line()).bytes("one\ntwo\n");
    assertThat(rig.session.reading()).isFalse();
    Runnable task = Objects.requireNonNull(rig.session.takeTask());
    assertThat(rig.session.takeTask()).as("a task is given once").isNull();
    assertThat(rig.sent()).isEmpty();
    task.run();
    rig.resumed();
    assertThat(rig.sent()).isEqualTo("done\n");
    assertThat(told.calls)
        .containsExactly("opened", "received one", "work", "resumed", "received two");
    assertThat(rig.session.takeTask()).isNotNull();
  }

  @Test
  void thePeersEndDuringATaskIsToldAfterIt() {
    told.received = (frame, outbox) -> outbox.task(() -> {});
    told.resumed = outbox -> outbox.send("done");
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").finished();
    rig.session.takeTask();
    assertThat(rig.tick().session.ending()).isNull();
    rig.resumed();
    assertThat(told.calls).containsExactly("opened", "received one", "resumed", "finished");
    assertThat(rig.sent()).isEqualTo("done\n");
    assertThat(rig.allWritten().wishes).containsExactly(Wish.CLOSE);
  }

  @Test
  void aConversationWithATaskIsNotIdle() {
    told.received = (frame, outbox) -> outbox.task(() -> {});
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n");
    rig.now = Duration.ofHours(1).toNanos();
    assertThat(rig.tick().session.ending()).isNull();
    assertThat(rig.resumed().session.ending()).isNull();
  }

  @Test
  void aResetDuringATaskEndsAtOnceAndTheTaskComesBackToNobody() {
    told.received = (frame, outbox) -> outbox.task(() -> {});
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n");
    rig.session.takeTask();
    rig.failed(new Ending.Reset()).resumed();
    assertThat(told.calls).containsExactly("opened", "received one", "ended: reset by the peer");
  }

  @Test
  void silenceOf200MillisecondsEndsAText() {
    PeerInMemory peer = PeerInMemory.of(told.service(), Framing.text()).connects();
    peer.says("A").waits(Duration.ofMillis(199)).says("li");
    peer.waits(Duration.ofMillis(200).minusNanos(1));
    assertThat(peer.hears()).isEmpty();
    peer.waits(Duration.ofNanos(1));
    assertThat(peer.hears()).isEqualTo("Ali");
    peer.waits(Duration.ofMinutes(1)).says("Ben\r\n");
    assertThat(peer.hears()).isEqualTo("Ben\r\n");
  }

  @Test
  void theLastWishToBeWokenCounts() {
    told.opened =
        outbox -> {
          outbox.wakeAfter(10);
          outbox.wakeAfter(500);
        };
    Rig rig = Rig.open(told, Framing.line());
    assertThat(rig.session.nextTick()).isEqualTo(500);
    rig.now = 499;
    rig.tick();
    assertThat(told.calls).containsExactly("opened");
    rig.now = 500;
    rig.tick().tick();
    assertThat(told.calls).containsExactly("opened", "tick");
  }
}
