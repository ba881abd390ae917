package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.UnsendableException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What other threads say to a session, told here by one. */
class PostTest {

  private static final Limits SMALL = Limits.defaults().with(it -> it.pendingOutput = 100);

  private final Recorder told = new Recorder();

  private static Posted post(Rig rig, String text) {
    return rig.session.outbox().post(Frame.of(text));
  }

  @Test
  void aPostIsQueuedAndWakesTheDriverWhichThenSendsIt() {
    Rig rig = Rig.open(told, Framing.line());
    assertThat(post(rig, "news")).isEqualTo(Posted.QUEUED);
    assertThat(rig.wakes).hasValue(1);
    assertThat(rig.sent()).isEmpty();
    assertThat(rig.posted().sent()).isEqualTo("news\n");
  }

  @Test
  void postsKeepTheirOrderAlsoWithWhatIsSent() {
    told.received =
        (frame, outbox) -> {
          outbox.post(Frame.of("second"));
          outbox.send("third");
          outbox.post(Frame.of("fourth"));
        };
    Rig rig = Rig.open(told, Framing.line());
    post(rig, "first");
    rig.bytes("go\n").posted();
    assertThat(rig.sent()).isEqualTo("first\nsecond\nthird\nfourth\n");
  }

  @Test
  void aPostThatDoesNotFitQueuesNothing() {
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    assertThat(post(rig, "x".repeat(90))).isEqualTo(Posted.QUEUED);
    assertThat(post(rig, "too long")).isEqualTo(Posted.FULL);
    assertThat(post(rig, "short")).isEqualTo(Posted.QUEUED);
    rig.posted();
    assertThat(rig.sent()).isEqualTo("x".repeat(90) + "\nshort\n");
    rig.allWritten();
    assertThat(post(rig, "too long")).isEqualTo(Posted.QUEUED);
  }

  @Test
  void aPostLongerThanTheBoundFitsWhereNothingWaits() {
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    assertThat(post(rig, "x".repeat(500))).isEqualTo(Posted.QUEUED);
    assertThat(post(rig, "y")).isEqualTo(Posted.FULL);
  }

  @Test
  void aPostThatTheFramingCannotCarryIsRefusedToThePoster() {
    Rig rig = Rig.open(told, Framing.u8());
    assertThatThrownBy(() -> post(rig, "x".repeat(256))).isInstanceOf(UnsendableException.class);
    assertThat(rig.posted().session.ending()).isNull();
  }

  @Test
  void aFrameThatIsBeingReceivedMayBePosted() {
    told.received = (frame, outbox) -> outbox.post(frame);
    Rig rig = Rig.open(told, Framing.line()).bytes("one\n").posted();
    assertThat(rig.sent()).isEqualTo("one\n");
  }

  @Test
  void whoStaysFullForTenSecondsIsTooSlow() {
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    post(rig, "x".repeat(95));
    rig.posted();
    rig.now = 1000;
    assertThat(post(rig, "y")).isEqualTo(Posted.QUEUED);
    assertThat(post(rig, "y")).isEqualTo(Posted.FULL);
    rig.posted();
    long due = 1000 + Duration.ofSeconds(10).toNanos();
    assertThat(rig.session.nextTick()).isEqualTo(due);
    rig.now = due - 1;
    rig.tick().written(40);
    assertThat(rig.session.ending()).isNull();
    rig.now = due;
    rig.tick();
    assertThat(rig.session.ending()).isEqualTo(new Ending.TooSlow(Duration.ofSeconds(10), 58));
    assertThat(rig.wishes).containsExactly(Wish.RESET);
  }

  @Test
  void whoCatchesUpInTimeIsNotTooSlow() {
    Rig rig = Rig.open(told, Framing.line(), SMALL);
    post(rig, "x".repeat(97));
    rig.posted();
    assertThat(post(rig, "yyyy")).isEqualTo(Posted.FULL);
    rig.posted();
    rig.now = Duration.ofSeconds(9).toNanos();
    rig.written(60);
    rig.now = Duration.ofSeconds(11).toNanos();
    rig.tick();
    assertThat(rig.session.ending()).isNull();
    assertThat(told.calls).contains("writable");
  }

  @Test
  void whatWasPostedBeforeACloseIsFlushed() {
    told.received = (frame, outbox) -> outbox.close();
    Rig rig = Rig.open(told, Framing.line());
    post(rig, "first");
    rig.bytes("bye\n");
    assertThat(post(rig, "too late")).isEqualTo(Posted.ENDED);
    assertThat(rig.sent()).isEqualTo("first\n");
    assertThat(rig.posted().sent()).isEqualTo("first\n");
    assertThat(rig.allWritten().wishes).containsExactly(Wish.FINISH);
  }

  @Test
  void whatWasPostedBeforeAFinishIsFlushed() {
    told.received = (frame, outbox) -> outbox.finish();
    Rig rig = Rig.open(told, Framing.line());
    post(rig, "first");
    rig.bytes("end\n");
    assertThat(post(rig, "too late")).isEqualTo(Posted.ENDED);
    assertThat(rig.posted().sent()).isEqualTo("first\n");
    assertThat(rig.allWritten().wishes).containsExactly(Wish.FINISH);
  }

  @Test
  void whatWasPostedBeforeTheConnectionWasThereIsSentWhenItIs() {
    Rig rig = new Rig(told, Framing.line(), Limits.defaults());
    assertThat(post(rig, "early")).isEqualTo(Posted.QUEUED);
    rig.session.posted(0);
    assertThat(rig.sent()).isEmpty();
    rig.session.opened(0);
    assertThat(rig.sent()).isEqualTo("early\n");
  }

  @Test
  void afterTheEndEveryPostIsAnsweredEnded() {
    Rig rig = Rig.open(told, Framing.line()).failed(new Ending.Reset());
    assertThat(post(rig, "news")).isEqualTo(Posted.ENDED);
    assertThat(rig.wakes).hasValue(0);
    assertThat(rig.posted().sent()).isEmpty();
  }
}
