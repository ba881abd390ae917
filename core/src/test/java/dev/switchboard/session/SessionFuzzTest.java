package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random drivers, random peers and random services. Whatever they do, nothing is thrown out of a
 * session, nothing is lost or comes twice, it ends once, and it never waits for nothing.
 */
@Timeout(600)
class SessionFuzzTest {

  private static final int SEEDS = Boolean.getBoolean("switchboard.long") ? 100_000 : 2_000;
  private static final int STEPS = 120;

  @Test
  void noOrderOfEventsBreaksASession() {
    Set<Class<?>> endings = new HashSet<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      Game game = new Game(new SplittableRandom(seed));
      try {
        game.play();
      } catch (Throwable e) {
        throw new AssertionError(
            "seed " + seed + " after\n  " + String.join("\n  ", game.story), e);
      }
      endings.add(Objects.requireNonNull(game.rig.session.ending()).getClass());
    }
    // Who never gets far proves nothing.
    assertThat(endings).hasSizeGreaterThan(9);
  }

  /** One session, with everything that happens to it. */
  private static final class Game {

    private final SplittableRandom random;
    private final List<String> story = new ArrayList<>();
    private final Fickle fickle = new Fickle();
    private final Rig rig;
    private final boolean calm; // a service that makes no trouble lives longer
    private int nextLine; // of the peer, sent so far
    private String unsent = "";
    private boolean finished;
    private boolean taskOut;
    private boolean finishSeen;

    Game(SplittableRandom random) {
      this.random = random;
      this.calm = random.nextBoolean();
      Limits limits =
          Limits.defaults()
              .with(it -> {
                it.message = 16;
                it.pendingOutput = 40;
                it.turn = 3;
                it.lingerBytes = 50;
              });
      Framing framing = random.nextBoolean() ? Framing.line() : Framing.text();
      this.rig = new Rig(fickle, framing, limits);
    }

    void play() {
      act("opened", () -> rig.session.opened(rig.now));
      for (int i = 0; i < STEPS && !fickle.ended; i++) {
        step();
      }
      assertRuns();
      if (!fickle.ended) {
        act("forced", () -> rig.session.failed(new Ending.Forced(), rig.now));
      }
      assertThat(fickle.ended).isTrue();
      // After the end nothing happens any more, whatever a late driver says.
      int calls = fickle.calls;
      int sent = rig.sent().length();
      act("resumed", () -> rig.session.resumed(rig.now));
      act("tick", () -> rig.session.tick(Long.MAX_VALUE - 1));
      act("posted", () -> rig.session.posted(rig.now));
      act("drain", () -> rig.session.drain(rig.now));
      act("failed", () -> rig.session.failed(new Ending.Reset(), rig.now));
      assertThat(fickle.calls).isEqualTo(calls);
      assertThat(rig.sent()).hasSize(sent);
      assertThat(rig.session.outbox().post(Frame.of("x"))).isEqualTo(Posted.ENDED);
    }

    private void step() {
      if (random.nextInt(20) == 0) {
        rig.now += random.nextLong(random.nextInt(4) == 0 ? 20_000_000_000L : 300_000_000);
      }
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3, 4, 5 -> bytes();
        case 6, 7, 8, 9 -> written();
        case 10, 11 -> act("tick", () -> rig.session.tick(rig.now));
        case 12 -> post();
        case 13 -> resumed();
        case 14 -> act("posted", () -> rig.session.posted(rig.now));
        default -> rarely();
      }
    }

    private void bytes() {
      boolean inFlight = random.nextInt(10) == 0; // a ring may have more than was asked for
      if (finished || !(rig.session.reading() || inFlight)) {
        return;
      }
      while (unsent.length() < 10) {
        unsent += "m" + nextLine++ + "\n";
      }
      int count = 1 + random.nextInt(unsent.length());
      String segment = unsent.substring(0, count);
      unsent = unsent.substring(count);
      act("bytes " + segment.replace("\n", "\\n"), () -> rig.bytes(segment));
    }

    private void written() {
      long count = rig.unwritten();
      if (count > 0) {
        long some = random.nextBoolean() ? count : 1 + random.nextLong(count);
        act("written " + some, () -> rig.written(some));
      }
    }

    private void post() {
      String text = "p".repeat(random.nextInt(12));
      story.add("post " + text.length() + ": " + rig.session.outbox().post(Frame.of(text)));
    }

    private void resumed() {
      if (taskOut) {
        taskOut = false;
        act("resumed", () -> rig.session.resumed(rig.now));
      }
    }

    private void rarely() {
      switch (random.nextInt(24)) {
        case 0 -> act("failed", () -> rig.session.failed(new Ending.Reset(), rig.now));
        case 1 -> act("drain", () -> rig.session.drain(rig.now));
        case 2 -> {
          rig.now += 31_000_000_000L;
          act("tick", () -> rig.session.tick(rig.now));
        }
        case 3 -> {
          if (!finished) {
            finished = true;
            act("finished", () -> rig.session.finished(rig.now));
          }
        }
        default -> {}
      }
    }

    private void act(String what, Runnable call) {
      story.add(what + " at " + rig.now);
      int sentBefore = rig.sent().length();
      call.run();
      Session session = rig.session;
      if (session.ending() instanceof Ending.ServiceFailed failure
          && failure.cause() instanceof AssertionError broken) {
        throw broken;
      }
      Wish wish = session.wish();
      if (wish != Wish.NONE) {
        rig.wishes.add(wish);
      }
      if (finishSeen) {
        assertThat(rig.sent().length()).as("sent after FINISH").isEqualTo(sentBefore);
      }
      finishSeen = rig.wishes.contains(Wish.FINISH);
      assertThat(rig.wishes).filteredOn(it -> it == Wish.FINISH).hasSizeLessThan(2);
      assertThat(session.pending()).as("pending").isEqualTo(rig.unwritten()).isNotNegative();
      assertThat(session.pending()).as("bound").isLessThanOrEqualTo(40 + 18 + 14);
      if (session.takeTask() != null) {
        assertThat(taskOut).as("two tasks").isFalse();
        taskOut = true;
      }
      if (fickle.ended) {
        assertThat(session.wish()).isIn(Wish.CLOSE, Wish.RESET);
        assertThat(session.reading()).isFalse();
        assertThat(session.nextTick()).isEqualTo(Long.MAX_VALUE);
      } else {
        assertNotStuck(session);
      }
    }

    /** Something will enter this session again: bytes, a write, a time, a task, or a resume. */
    private void assertNotStuck(Session session) {
      if (session.ending() != null) {
        assertThat(session.nextTick()).as("closing without a deadline").isLessThan(Long.MAX_VALUE);
        assertThat(session.reading()).as("discards").isEqualTo(!finished);
        return;
      }
      boolean free = !fickle.paused && !taskOut && session.pending() == 0;
      if (free && !finished) {
        assertThat(session.reading() || session.nextTick() == 0).as("stuck").isTrue();
      }
      if (free && finished && !fickle.finishTold) {
        assertThat(session.nextTick()).as("the peer's end is not told").isZero();
      }
      if (!taskOut) {
        assertThat(session.nextTick()).as("waits for ever").isLessThan(Long.MAX_VALUE);
      }
      if (!session.reading() && session.nextTick() > 0 && !finished) {
        assertThat(fickle.paused || taskOut || session.pending() > 0).as("not read").isTrue();
      }
    }

    /** What is due now is done in a few ticks: nothing spins. */
    private void assertRuns() {
      int ticks = 0;
      while (!fickle.ended && rig.session.nextTick() <= rig.now) {
        act("tick", () -> rig.session.tick(rig.now));
        assertThat(++ticks).as("ticks at one time").isLessThan(200);
      }
    }

    /** A service that does anything at any time, and checks what it is told. */
    private final class Fickle implements Conversation {

      private int calls;
      private boolean ended;
      private boolean paused;
      private boolean finishTold;
      private boolean closed;
      private String heard = "";

      @Override
      public void opened(Outbox outbox) {
        called(outbox);
      }

      @Override
      public void received(Frame frame, Outbox outbox) {
        assertThat(paused || taskOut || closed).as("received though held back").isFalse();
        heard += frame.text() + "\n";
        assertHeard();
        if (outbox.ready()) {
          outbox.send(frame);
        }
        called(outbox);
      }

      /** Texts may be cut by silence, lines may not; neither comes twice or out of order. */
      private void assertHeard() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < nextLine; i++) {
          all.append('m').append(i);
        }
        assertThat(all.toString()).startsWith(heard.replace("\n", ""));
      }

      @Override
      public void finished(Outbox outbox) {
        assertThat(finished && !finishTold).isTrue();
        finishTold = true;
        called(outbox);
      }

      @Override
      public void writable(Outbox outbox) {
        assertThat(outbox.ready()).as("writable and not ready").isTrue();
        called(outbox);
      }

      @Override
      public void tick(Outbox outbox) {
        called(outbox);
      }

      @Override
      public void resumed(Outbox outbox) {
        called(outbox);
      }

      @Override
      public void ended(Ending ending) {
        assertThat(ended).as("ended twice").isFalse();
        ended = true;
        calls++;
      }

      private void called(Outbox outbox) {
        calls++;
        assertThat(ended).as("called after the end").isFalse();
        assertThat(closed).as("called after a close").isFalse();
        int what = random.nextInt(calm ? 40 : 24);
        story.add("    does " + what);
        switch (what) {
          case 0, 1 -> paused = true;
          case 2, 3, 4, 5, 6 -> paused = false;
          case 7, 8 -> outbox.wakeAfter(1 + random.nextInt(100));
          case 9 -> outbox.post(Frame.of("own"));
          case 10 -> {
            if (!taskOut) {
              outbox.task(() -> {});
            }
          }
          case 11, 12 -> sendAll(outbox);
          case 13 -> finishOrClose(outbox);
          default -> {}
        }
        if (paused) {
          outbox.pause();
        } else {
          outbox.resume();
        }
      }

      private void sendAll(Outbox outbox) {
        while (outbox.ready()) {
          outbox.send("reply");
        }
      }

      private void finishOrClose(Outbox outbox) {
        switch (random.nextInt(calm ? 20 : 6)) {
          case 0 -> outbox.finish();
          case 1 -> {
            closed = true;
            outbox.close();
          }
          case 2 -> {
            closed = true;
            outbox.reset();
          }
          case 3 -> {
            closed = true;
            throw new IllegalStateException("a bug");
          }
          default -> {}
        }
      }
    }
  }
}
