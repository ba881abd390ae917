package dev.switchboard.ring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import dev.switchboard.kernel.Pages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A ring with the kernel, as it is made on this kernel and as older ones would have it. */
class RingTest {

  private static final int GROUP = 3;

  /** What a completion said. */
  private record Told(long userData, int result, int flags) {

    boolean goesOn() {
      return (flags & Ring.MORE) != 0;
    }

    boolean hasBuffer() {
      return (flags & Ring.BUFFER) != 0;
    }
  }

  /** A ring, what it told, and a pair of connected sockets: one for the ring, one for the peer. */
  private static final class Trial implements AutoCloseable {
    final Ring ring;
    final Pages memory = Pages.zeroed(1 << 20);
    final List<Told> told = new ArrayList<>();
    final int ours;
    int peer;

    Trial(RingSetup setup, int submissions, int completions) throws IOException {
      ring = Ring.open(List.of(setup), submissions, completions);
      ring.enable();
      Kernel.need(Call.SOCKETPAIR, 1, 1, 0, memory.address(), 0, 0);
      ours = Memory.getInt(memory.address());
      peer = Memory.getInt(memory.address() + 4);
    }

    void peerSends(int bytes) throws IOException {
      assertThat(Kernel.need(Call.WRITE, peer, memory.address(), bytes, 0, 0, 0)).isEqualTo(bytes);
    }

    void peerReads(int bytes) throws IOException {
      for (long left = bytes; left > 0; ) {
        left -= Kernel.need(Call.READ, peer, memory.address(), left, 0, 0, 0);
      }
    }

    void peerLeaves() {
      Sockets.close(peer);
      peer = -1;
    }

    /** Goes round until something was told that is like this; answers it. */
    Told await(Predicate<Told> that) throws IOException {
      while (told.stream().noneMatch(that)) {
        ring.enter(1, 10_000_000_000L);
        assertThat(round()).as("nothing is told any more after " + told).isPositive();
      }
      return told.stream().filter(that).findFirst().orElseThrow();
    }

    int round() {
      return ring.drain((userData, result, flags) -> told.add(new Told(userData, result, flags)));
    }

    @Override
    public void close() {
      Sockets.close(ours);
      if (peer >= 0) {
        Sockets.close(peer);
      }
      ring.close();
      memory.close();
    }
  }

  static List<RingSetup> setups() {
    return RingSetup.ALL;
  }

  @BeforeAll
  static void needsARing() {
    Needs.ring();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void bothQueuesWrapAroundAndKeepTheOrder(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16)) {
      for (long i = 0; i < 1000; i++) {
        trial.ring.nothing(i);
        if (i % 5 == 4) {
          trial.ring.enter(5, Ring.FOREVER);
          trial.round();
        }
      }
      assertThat(trial.told).extracting(Told::userData).hasSize(1000).isSorted();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void moreThanTheQueuesHoldLosesNothing(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16)) {
      for (long i = 0; i < 500; i++) {
        trial.ring.nothing(i);
      }
      trial.await(told -> told.userData == 499);
      assertThat(trial.told).extracting(Told::userData).hasSize(500).doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void whoWaitsForATimeComesBackWhenItIsOver(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16)) {
      long began = System.nanoTime();
      trial.ring.enter(1, 20_000_000);
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(20_000_000);
      assertThat(trial.round()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void oneReceiveTellsOfEverythingUntilTheStreamEnds(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16);
        BufferRing buffers = new BufferRing(trial.ring, GROUP, 4, 256)) {
      trial.ring.receive(trial.ours, GROUP, 1);
      for (int i = 1; i <= 20; i++) {
        int length = i;
        Memory.putByte(trial.memory.address(), (byte) i);
        trial.peerSends(length);
        Told told = trial.await(each -> each.result == length);
        assertThat(told).matches(Told::goesOn).matches(Told::hasBuffer);
        int start = buffers.start(Ring.buffer(told.flags));
        assertThat(buffers.memory().get(start)).isEqualTo((byte) i);
        assertThat(Memory.getByte(buffers.addressAt(start))).isEqualTo((byte) i);
        buffers.give(Ring.buffer(told.flags));
        buffers.publish();
      }
      trial.peerLeaves();
      assertThat(trial.await(told -> told.result == 0)).matches(told -> !told.goesOn());
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void withoutBuffersAReceiveEndsAndWithBuffersItGoesOnWhereItWas(RingSetup setup)
      throws IOException {
    try (Trial trial = new Trial(setup, 8, 64);
        BufferRing buffers = new BufferRing(trial.ring, GROUP, 4, 16)) {
      trial.ring.receive(trial.ours, GROUP, 1);
      trial.peerSends(100);
      Told out = trial.await(told -> Errno.ENOBUFS.is(told.result));
      assertThat(out.goesOn()).isFalse();
      List<Told> came = trial.told.stream().filter(Told::hasBuffer).toList();
      assertThat(came).hasSize(4).allMatch(told -> told.result == 16);
      came.forEach(told -> buffers.give(Ring.buffer(told.flags)));
      buffers.publish();
      trial.told.clear();
      trial.ring.receive(trial.ours, GROUP, 1);
      trial.await(told -> told.result == 4); // 100 = 4 * 16 + 2 * 16 + 4
      assertThat(trial.told.stream().mapToInt(Told::result).sum()).isEqualTo(36);
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void whatIsCancelledSaysSoOnceAndHoldsTheSocketNoMore(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16);
        BufferRing buffers = new BufferRing(trial.ring, GROUP, 4, 16)) {
      trial.ring.receive(trial.ours, GROUP, 1);
      trial.ring.enter(0, 0);
      trial.ring.cancel(1, 2);
      trial.await(told -> told.userData == 1);
      trial.await(told -> told.userData == 2);
      assertThat(trial.told)
          .filteredOn(told -> told.userData == 1)
          .singleElement()
          .matches(told -> Errno.ECANCELED.is(told.result) && !told.goesOn());
      trial.ring.receive(trial.ours, GROUP, 3);
      trial.ring.enter(0, 0);
      trial.ring.cancelAll(trial.ours, 4);
      trial.await(told -> told.userData == 3 && Errno.ECANCELED.is(told.result));
      trial.peerSends(5);
      trial.ring.receiveOnce(trial.ours, GROUP, 5);
      assertThat(trial.await(told -> told.userData == 5).result).isEqualTo(5);
      assertThat(buffers.count()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aSendCompletesWhenASlowPeerHasMadeRoomForAllOfIt(RingSetup setup)
      throws IOException, InterruptedException {
    int length = 1 << 20; // more than the kernel holds for a pair
    try (Trial trial = new Trial(setup, 8, 16)) {
      trial.ring.send(trial.ours, trial.memory.address(), length, 1);
      trial.ring.enter(0, 0);
      assertThat(trial.round()).isZero();
      Thread reader =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  trial.peerReads(length);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      assertThat(trial.await(told -> told.userData == 1).result).isEqualTo(length);
      reader.join();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aSendToWhoHasLeftIsAnAnswerAndNoSignal(RingSetup setup) throws IOException {
    try (Trial trial = new Trial(setup, 8, 16)) {
      trial.peerLeaves();
      trial.ring.send(trial.ours, trial.memory.address(), 10, 1);
      assertThat(Errno.EPIPE.is(trial.await(told -> told.userData == 1).result)).isTrue();
    }
  }
}
