package dev.switchboard.server;

import static org.awaitility.Awaitility.await;

import dev.switchboard.framing.Frame;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Peer;
import dev.switchboard.session.Service;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A service that answers anything with numbered chunks, as fast as the peer takes them, and then
 * closes. It keeps in mind how much ever waited for a peer.
 */
final class Chunks implements Service {

  static final int CHUNK = 16 << 10;

  private final int chunks;
  private final AtomicLong mostPending = new AtomicLong();
  private final AtomicInteger standstills = new AtomicInteger();

  Chunks(int chunks) {
    this.chunks = chunks;
  }

  /** What a peer must hear of the chunk with this number, without a framing's line feed. */
  static byte[] chunk(int number) {
    byte[] bytes = new byte[CHUNK];
    java.util.Arrays.fill(bytes, (byte) ('a' + number % 26));
    return bytes;
  }

  long mostPending() {
    return mostPending.get();
  }

  /** Waits until a peer is behind, so that its conversation stopped sending. */
  void awaitStandstill() {
    await("standstill")
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> standstills.get() > 0);
  }

  @Override
  public Conversation begin(Peer peer) {
    return new Conversation() {

      private int next;

      @Override
      public void received(Frame frame, Outbox outbox) {
        send(outbox);
      }

      @Override
      public void writable(Outbox outbox) {
        send(outbox);
      }

      private void send(Outbox outbox) {
        while (next < chunks && outbox.ready()) {
          outbox.send(Frame.of(chunk(next++)));
          mostPending.accumulateAndGet(outbox.pending(), Math::max);
        }
        if (next == chunks) {
          outbox.close();
        } else {
          standstills.incrementAndGet();
        }
      }

      @Override
      public void ended(Ending ending) {
        next = chunks;
      }
    };
  }
}
