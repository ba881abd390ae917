package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import org.junit.jupiter.api.Test;

/** The server stops: who is between messages goes at once, who is not gets time. */
class DrainTest {

  private static final Ending DRAINED = new Ending.Drained();

  private final Recorder told = new Recorder();

  @Test
  void betweenMessagesItEndsAtOnce() {
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").allWritten().drain();
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.wishes).containsExactly(Wish.FINISH);
  }

  @Test
  void inMidMessageItEndsWhenTheMessageIsAnswered() {
    Rig rig = Rig.open(told, Framing.line()).bytes("hel").drain();
    assertThat(rig.session.ending()).isNull();
    rig.bytes("lo\n");
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.sent()).isEqualTo("hello\n");
  }

  @Test
  void aPeerThatIsAlwaysInMidMessageDoesNotHoldUpTheStop() {
    Rig rig = Rig.open(told, Framing.line()).bytes("hel").drain().bytes("lo\nand th");
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.sent()).isEqualTo("hello\n");
  }

  @Test
  void messagesThatHaveComeAreAnswered() {
    Rig rig = Rig.open(told, Framing.line()).bytes("x\n".repeat(100)).drain();
    assertThat(rig.session.ending()).isNull();
    rig.tick();
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.sent()).hasSize(200);
  }

  @Test
  void whatIsPendingIsWrittenFirst() {
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").drain();
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.wishes).isEmpty();
    assertThat(rig.allWritten().wishes).containsExactly(Wish.FINISH);
  }

  @Test
  void aLongReplyIsSentToItsEnd() {
    Limits limits = Limits.defaults().with(it -> it.pendingOutput = 10);
    PeerInMemory peer =
        PeerInMemory.of(server -> new Counting(20), Framing.line(), limits).connects();
    peer.stopsReading().says("count\n").serverDrains();
    assertThat(peer.ending()).isNull();
    peer.readsOn();
    assertThat(peer.hears()).endsWith("\n19\n");
    assertThat(peer.ending()).isEqualTo(DRAINED);
  }

  /** Sends numbers as fast as the peer takes them. */
  private static final class Counting implements Conversation {

    private final int end;
    private int next;

    Counting(int end) {
      this.end = end;
    }

    @Override
    public void received(Frame frame, Outbox outbox) {
      writable(outbox);
    }

    @Override
    public void writable(Outbox outbox) {
      while (next < end && outbox.ready()) {
        outbox.send(Integer.toString(next++));
      }
    }
  }

  @Test
  void aTaskIsWaitedFor() {
    told.received = (frame, outbox) -> outbox.task(() -> {});
    told.resumed = outbox -> outbox.send("done");
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").drain();
    assertThat(rig.session.ending()).isNull();
    rig.session.takeTask();
    rig.resumed();
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.sent()).isEqualTo("done\n");
  }

  @Test
  void aConnectionThatOpensDuringTheStopIsGreetedAndEnds() {
    told.opened = outbox -> outbox.send("hello");
    Rig rig = new Rig(told, Framing.line(), Limits.defaults());
    rig.session.drain(0);
    rig.session.opened(0);
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.sent()).isEqualTo("hello\n");
  }

  @Test
  void whoDoesNotEndInTimeIsForced() {
    Rig rig = Rig.open(told, Framing.line()).bytes("hel").drain().failed(new Ending.Forced());
    assertThat(rig.session.ending()).isEqualTo(new Ending.Forced());
    assertThat(rig.wishes).containsExactly(Wish.RESET);
  }

  @Test
  void whoOnlyLingersWhenTimeIsUpIsClosedAndNotReset() {
    Rig rig = Rig.open(told, Framing.line()).drain().failed(new Ending.Forced());
    assertThat(rig.session.ending()).isEqualTo(DRAINED);
    assertThat(rig.wishes).containsExactly(Wish.FINISH, Wish.CLOSE);
  }
}
