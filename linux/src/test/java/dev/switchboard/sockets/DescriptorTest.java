package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.kernel.Call;
import dev.switchboard.kernel.Errno;
import dev.switchboard.kernel.Kernel;
import dev.switchboard.kernel.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody meets a number that the kernel has given to somebody else. */
class DescriptorTest {

  private static final int F_GETFD = 1;

  private static boolean kernelHas(int number) {
    return !Errno.EBADF.is(Kernel.call(Call.FCNTL, number, F_GETFD, 0));
  }

  /** Two ends of a Unix connection. */
  private static int[] pair() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      long two = arena.allocate(8).address();
      Kernel.need(
          Call.SOCKETPAIR,
          Numbers.AF_UNIX,
          Numbers.SOCK_STREAM | Numbers.SOCK_NONBLOCK | Numbers.SOCK_CLOEXEC,
          0,
          two,
          0,
          0);
      return new int[] {Memory.getInt(two), Memory.getInt(two + 4)};
    }
  }

  @Test
  void theNumberStaysOursUntilTheLastWhoUsesItHasLeft() throws IOException {
    int[] ends = pair();
    Descriptor socket = new Descriptor(ends[0]);
    socket.enter();
    assertThat(socket.close(number -> {})).isTrue();
    assertThat(kernelHas(ends[0])).isTrue();
    assertThat(socket.isOpen()).isFalse();
    assertThatThrownBy(socket::enter).isInstanceOf(ClosedChannelException.class);
    assertThat(socket.close(number -> {})).isFalse();
    socket.leave();
    // The number may have been given away again, but not to a socket of ours; its peer tells.
    Descriptor peer = new Descriptor(ends[1]);
    NativeWire other = new NativeWire(peer, Endpoint.unix(""), Endpoint.unix(""));
    other.blocking(false);
    assertThat(other.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    other.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingWakesWhoWaitsInRead(boolean virtual) throws Exception {
    int[] ends = pair();
    NativeWire wire = new NativeWire(new Descriptor(ends[0]), Endpoint.unix(""), Endpoint.unix(""));
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread reader =
        (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
            .start(() -> {
              try {
                wire.read(ByteBuffer.allocateDirect(1));
                outcome.completeExceptionally(new AssertionError("nothing was sent"));
              } catch (IOException e) {
                outcome.complete(e);
              }
            });
    awaitInKernel(reader, virtual);
    wire.close();
    assertThat(outcome.get(20, TimeUnit.SECONDS)).isInstanceOf(ClosedChannelException.class);
    Kernel.call(Call.CLOSE, ends[1]);
  }

  private static void awaitInKernel(Thread reader, boolean virtual) {
    if (virtual) {
      while (reader.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void moreVirtualThreadsMayWaitThanThereAreCarriers() throws Exception {
    int many = 4 * Runtime.getRuntime().availableProcessors();
    CompletableFuture<?>[] heard = new CompletableFuture<?>[many];
    int[] peers = new int[many];
    for (int i = 0; i < many; i++) {
      int[] ends = pair();
      peers[i] = ends[1];
      CompletableFuture<Integer> one = new CompletableFuture<>();
      heard[i] = one;
      NativeWire wire =
          new NativeWire(new Descriptor(ends[0]), Endpoint.unix(""), Endpoint.unix(""));
      Thread.ofVirtual()
          .start(() -> {
            try {
              one.complete(wire.read(ByteBuffer.allocateDirect(10)));
            } catch (IOException e) {
              one.completeExceptionally(e);
            }
            wire.close();
          });
    }
    for (int peer : peers) {
      NativeWire wire = new NativeWire(new Descriptor(peer), Endpoint.unix(""), Endpoint.unix(""));
      wire.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      wire.close();
    }
    CompletableFuture.allOf(heard).get(20, TimeUnit.SECONDS);
    assertThat(heard).allMatch(one -> one.join().equals(3));
  }
}
