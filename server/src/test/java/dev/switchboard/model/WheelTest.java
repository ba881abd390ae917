package dev.switchboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Time is moved by hand; a slot is 10 ms. */
class WheelTest {

  private static final long MILLI = 1_000_000;
  private static final long SLOT = 10 * MILLI;
  private static final long HORIZON = 1023 * SLOT;

  private final Wheel wheel = new Wheel();
  private final List<String> fired = new ArrayList<>();

  /** Remembers that and when it fired. */
  private final class Bell extends Wheel.Timer {
    private final String name;
    private long firedAt = -1;
    private int times;

    Bell(String name) {
      this.name = name;
    }

    @Override
    protected void fire(long now) {
      fired.add(name);
      firedAt = now;
      times++;
    }
  }

  @Test
  void aTimerNeverFiresEarlyAndAtMostOneSlotLate() {
    for (long due = 1; due < 3 * SLOT; due += MILLI / 3) {
      Wheel fresh = new Wheel();
      Bell bell = new Bell("b");
      fresh.atLatest(bell, due);
      for (long now = 0; bell.firedAt < 0; now += MILLI / 7) {
        fresh.turn(now);
      }
      assertThat(bell.firedAt).isBetween(due, due + SLOT + MILLI);
    }
  }

  @Test
  void aTimerInThePastFiresAtTheNextSlot() {
    wheel.turn(5 * SLOT);
    Bell bell = new Bell("b");
    wheel.atLatest(bell, SLOT);
    wheel.turn(5 * SLOT);
    assertThat(fired).isEmpty();
    assertThat(wheel.nextDue()).isEqualTo(6 * SLOT);
    wheel.turn(6 * SLOT);
    assertThat(fired).containsExactly("b");
  }

  @Test
  void aTimerFiresOnce() {
    Bell bell = new Bell("b");
    wheel.atLatest(bell, SLOT);
    for (long now = 0; now < 2 * HORIZON; now += SLOT) {
      wheel.turn(now);
    }
    assertThat(bell.times).isEqualTo(1);
    assertThat(wheel.nextDue()).isEqualTo(Wheel.NEVER);
  }

  @Test
  void theEarlierOfTwoTimesCounts() {
    Bell bell = new Bell("b");
    wheel.atLatest(bell, 5 * SLOT);
    wheel.atLatest(bell, 2 * SLOT);
    wheel.atLatest(bell, 9 * SLOT);
    assertThat(wheel.nextDue()).isEqualTo(2 * SLOT);
    wheel.turn(20 * SLOT);
    assertThat(bell.times).isEqualTo(1);
  }

  @Test
  void whatLiesBeyondTheHorizonWakesAtTheHorizonToLookAgain() {
    Bell bell = new Bell("b");
    wheel.turn(3 * SLOT);
    wheel.atLatest(bell, 100 * HORIZON);
    assertThat(wheel.nextDue()).isEqualTo(3 * SLOT + HORIZON);
    wheel.turn(2 * SLOT + HORIZON);
    assertThat(fired).isEmpty();
    wheel.turn(3 * SLOT + HORIZON);
    assertThat(fired).containsExactly("b");
  }

  @Test
  void aTimerThatFiresMaySetItselfBeyondTheHorizonAgain() {
    Wheel.Timer patient =
        new Wheel.Timer() {
          @Override
          protected void fire(long now) {
            fired.add("at " + now / SLOT);
            wheel.atLatest(this, now + 100 * HORIZON);
          }
        };
    wheel.atLatest(patient, SLOT);
    for (long now = SLOT; now <= 2 * HORIZON; now += SLOT) {
      wheel.turn(now);
    }
    assertThat(fired).containsExactly("at 1", "at 1024");
  }

  @Test
  void neverIsNoTime() {
    wheel.atLatest(new Bell("b"), Wheel.NEVER);
    assertThat(wheel.nextDue()).isEqualTo(Wheel.NEVER);
  }

  @Test
  void whatIsRemovedDoesNotFireWhereverItStandsAmongOthers() {
    List<Bell> bells = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      bells.add(new Bell("b" + i));
      wheel.atLatest(bells.get(i), SLOT);
    }
    wheel.remove(bells.get(0));
    wheel.remove(bells.get(2));
    wheel.remove(bells.get(4));
    wheel.remove(bells.get(4)); // again changes nothing
    wheel.turn(SLOT);
    assertThat(fired).containsExactlyInAnyOrder("b1", "b3");
  }

  @Test
  void aTimerThatIsRemovedCanBeSetAgain() {
    Bell bell = new Bell("b");
    wheel.atLatest(bell, SLOT);
    wheel.remove(bell);
    assertThat(wheel.nextDue()).isEqualTo(Wheel.NEVER);
    wheel.atLatest(bell, 7 * SLOT);
    assertThat(wheel.nextDue()).isEqualTo(7 * SLOT);
  }

  @Test
  void whoFiresMaySetAndRemoveTimers() {
    Bell victim = new Bell("victim");
    Wheel.Timer again =
        new Wheel.Timer() {
          @Override
          protected void fire(long now) {
            fired.add("again at " + now / SLOT);
            wheel.remove(victim);
            if (now < 3 * SLOT) {
              wheel.atLatest(this, now + SLOT);
            }
          }
        };
    wheel.atLatest(again, SLOT);
    wheel.atLatest(victim, 2 * SLOT);
    for (long now = SLOT; now <= 5 * SLOT; now += SLOT) {
      wheel.turn(now);
    }
    assertThat(fired).containsExactly("again at 1", "again at 2", "again at 3");
  }

  @Test
  void manyTimersThatAreSetMovedAndRemovedFireEachInItsTime() {
    Random random = new Random(7);
    List<Bell> bells = new ArrayList<>();
    long[] due = new long[200];
    for (int i = 0; i < due.length; i++) {
      bells.add(new Bell("b" + i));
      due[i] = Wheel.NEVER;
    }
    long now = 0;
    for (int step = 0; step < 10_000; step++) {
      int which = random.nextInt(due.length);
      if (random.nextInt(4) == 0) {
        wheel.remove(bells.get(which));
        due[which] = Wheel.NEVER;
      } else {
        long wanted = now + 1 + random.nextLong(HORIZON - 2 * SLOT);
        wheel.atLatest(bells.get(which), wanted);
        due[which] = Math.min(due[which], wanted);
      }
      long earliest = Wheel.NEVER;
      for (long each : due) {
        earliest = Math.min(earliest, each);
      }
      if (earliest == Wheel.NEVER) {
        assertThat(wheel.nextDue()).isEqualTo(Wheel.NEVER);
      } else {
        assertThat(wheel.nextDue()).isBetween(earliest, earliest + SLOT);
      }
      long before = now;
      now += random.nextLong(2 * SLOT);
      fired.clear();
      wheel.turn(now);
      for (String name : fired) {
        int number = Integer.parseInt(name.substring(1));
        assertThat(due[number]).as(name).isBetween(before - 2 * SLOT, now);
        due[number] = Wheel.NEVER;
      }
      for (long each : due) {
        assertThat(each).as("none is forgotten").isGreaterThan(now - SLOT);
      }
    }
  }

  @Test
  void aLongSleepLosesNothing() {
    Bell near = new Bell("near");
    Bell far = new Bell("far");
    wheel.atLatest(near, SLOT);
    wheel.atLatest(far, HORIZON);
    wheel.turn(50 * HORIZON);
    assertThat(fired).containsExactly("near", "far");
    assertThat(wheel.nextDue()).isEqualTo(Wheel.NEVER);
  }
}
