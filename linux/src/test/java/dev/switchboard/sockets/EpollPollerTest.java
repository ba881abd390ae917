package dev.switchboard.sockets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.endpoint.Endpoint;
import dev.switchboard.wire.Listening;
import dev.switchboard.wire.Poller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is ready is told for as long as it is, and whoever waits can be woken. */
class EpollPollerTest {

  private final AtomicInteger told = new AtomicInteger();
  private Poller poller;
  private Listening listening;

  @BeforeEach
  void begin() throws IOException {
    poller = new EpollPoller();
    listening = new NativeTransport().listen(Endpoint.tcp("127.0.0.1", 0), 10, false).getFirst();
  }

  @AfterEach
  void end() throws IOException {
    poller.close();
    listening.close();
  }

  private Socket somebodyComes() throws IOException {
    return new Socket(
        InetAddress.ofLiteral("127.0.0.1"), ((Endpoint.Tcp) listening.endpoint()).port());
  }

  private Poller.Watched watch(int operations) throws IOException {
    return poller.watch(
        listening.pollable(),
        operations,
        ready -> {
          assertThat(ready).isEqualTo(SelectionKey.OP_ACCEPT);
          told.incrementAndGet();
        });
  }

  @Test
  void itTellsForAsLongAsItIsSoAndSomebodyWantsToHear() throws IOException {
    Poller.Watched watched = watch(SelectionKey.OP_ACCEPT);
    assertThat(poller.poll(0)).isZero();
    try (Socket client = somebodyComes()) {
      assertThat(client.isConnected()).isTrue();
      assertThat(poller.poll(20_000)).isEqualTo(1);
      assertThat(poller.poll(0)).isEqualTo(1);
      watched.interest(0);
      assertThat(poller.poll(0)).isZero();
      watched.interest(SelectionKey.OP_ACCEPT);
      assertThat(poller.poll(0)).isEqualTo(1);
      watched.cancel();
      assertThat(poller.poll(0)).isZero();
      assertThat(told).hasValue(3);
    }
  }

  @Test
  void aSocketThatIsClosedIsForgotten() throws IOException {
    Poller.Watched watched = watch(SelectionKey.OP_ACCEPT);
    try (Socket client = somebodyComes()) {
      assertThat(client.isConnected()).isTrue();
      assertThat(poller.poll(20_000)).isEqualTo(1);
      listening.close();
      assertThat(poller.poll(0)).isZero();
      watched.interest(SelectionKey.OP_ACCEPT); // of no effect
      watched.cancel();
    }
    assertThatThrownBy(() -> watch(SelectionKey.OP_ACCEPT))
        .isInstanceOf(java.nio.channels.ClosedChannelException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWakeEndsThePollThatWaitsOrTheNextOne(boolean virtual) throws Exception {
    poller.wake();
    assertThat(poller.poll(Poller.FOREVER)).isZero();
    CompletableFuture<Integer> polled = polling(virtual);
    poller.wake();
    assertThat(polled.get(20, TimeUnit.SECONDS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void closingEndsThePollThatWaits(boolean virtual) throws Exception {
    CompletableFuture<Integer> polled = polling(virtual);
    poller.close();
    assertThat(polled.handle((count, thrown) -> thrown).get(20, TimeUnit.SECONDS))
        .isInstanceOf(ClosedSelectorException.class);
    assertThatThrownBy(() -> poller.poll(0)).isInstanceOf(ClosedSelectorException.class);
    poller.wake(); // of no effect
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anInterruptEndsItToo(boolean virtual) throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread thread =
        (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
            .start(() -> {
              try {
                poller.poll(Poller.FOREVER);
                interrupted.complete(Thread.currentThread().isInterrupted());
              } catch (IOException e) {
                interrupted.completeExceptionally(e);
              }
            });
    thread.interrupt();
    assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
  }

  private CompletableFuture<Integer> polling(boolean virtual) {
    CompletableFuture<Integer> polled = new CompletableFuture<>();
    (virtual ? Thread.ofVirtual() : Thread.ofPlatform().daemon())
        .start(() -> {
          try {
            polled.complete(poller.poll(Poller.FOREVER));
          } catch (IOException | RuntimeException e) {
            polled.completeExceptionally(e);
          }
        });
    return polled;
  }

  @Test
  void itTakesSocketsOfItsOwnTransportAlone() {
    assertThatThrownBy(() -> poller.watch(new dev.switchboard.wire.Pollable() {}, 0, ready -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
