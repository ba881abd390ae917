package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Bytes;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeldTest {

  private static final int MIB = 1 << 20;

  @Test
  void aMebibyteThatComesByteByByteIsMovedLessThanThreeTimes() {
    Held held = new Held(new BufferPool());
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int i = 0; i < MIB; i++) {
      one.put(0, (byte) i);
      held.append(one, 0, 1);
    }
    assertThat(held.end() - held.start()).isEqualTo(MIB);
    assertThat(held.moved()).isBetween((long) MIB, 3L * MIB);
    for (int i = 0; i < MIB; i += 4099) {
      assertThat(held.memory().get(held.start() + i)).isEqualTo((byte) i);
    }
  }

  @Test
  void messagesThatAlwaysLeaveARestAreMovedLessThanThreeTimes() {
    for (int segment : new int[] {1, 7, 100, 513, 5_000}) {
      Held held = new Held(new BufferPool());
      ByteBuffer bytes = ByteBuffer.allocate(segment);
      long total = 0;
      for (int i = 0; i < 20_000; i++) {
        held.append(bytes, 0, segment);
        total += segment;
        held.advanceTo(Math.max(held.start(), held.end() - segment / 2 - 1));
      }
      assertThat(held.moved()).as("segments of %d", segment).isBetween(total, 3 * total);
    }
  }

  @Test
  void whatIsHeldIsWhatWasAppendedAndNotYetTaken() {
    for (int seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      BufferPool pool = new BufferPool();
      Held held = new Held(pool);
      StringBuilder expected = new StringBuilder();
      for (int step = 0; step < 50; step++) {
        String more = String.valueOf((char) ('a' + step % 26)).repeat(1 + random.nextInt(400));
        held.append(ByteBuffer.wrap(Bytes.of("<" + more + ">")), 1, more.length());
        expected.append(more);
        int take = random.nextInt(expected.length() + 1);
        held.advanceTo(held.start() + take);
        expected.delete(0, take);
        byte[] bytes = new byte[held.end() - held.start()];
        held.memory().get(held.start(), bytes);
        assertThat(Bytes.shown(bytes)).as("seed %d", seed).isEqualTo(expected.toString());
        assertThat(held.isEmpty()).isEqualTo(expected.isEmpty());
      }
    }
  }

  @Test
  void whoHoldsNothingHoldsNoBuffer() {
    BufferPool pool = new BufferPool();
    Held held = new Held(pool);
    held.append(ByteBuffer.allocate(600), 0, 600);
    ByteBuffer lent = held.memory();
    assertThat(lent.capacity()).isEqualTo(1024);
    held.advanceTo(600);
    assertThat(held.memory().capacity()).isZero();
    assertThat(pool.take(1024)).isSameAs(lent);
  }

  @Test
  void aPoolGivesBuffersOfTheSizeOrMoreAndKeepsOnlySome() {
    BufferPool pool = new BufferPool();
    assertThat(pool.take(1).capacity()).isEqualTo(512);
    assertThat(pool.take(513).capacity()).isEqualTo(1024);
    ByteBuffer large = pool.take(MIB);
    assertThat(large.capacity()).isEqualTo(MIB);
    for (int i = 0; i < 3; i++) {
      pool.give(ByteBuffer.allocate(MIB));
    }
    ByteBuffer first = pool.take(MIB);
    ByteBuffer second = pool.take(MIB);
    pool.give(first);
    assertThat(pool.take(MIB)).isSameAs(first).isNotSameAs(second);
  }
}
