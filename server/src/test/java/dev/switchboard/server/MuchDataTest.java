package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Framing;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Limits;
import dev.switchboard.session.Service;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Large replies, slow readers and those that never read: all arrives, or little is kept. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record MuchDataTest(Way way) {

  private static final int PENDING = 256 << 10;

  private Trial serve(Service service, Framing framing, Duration write) throws IOException {
    Limits limits =
        Trial.limits(it -> {
          it.pendingOutput = PENDING;
          it.write = write;
        });
    return Trial.serve(way, server -> server.framing(framing).limits(limits), service);
  }

  @Test
  void aSlowReaderHearsALargeReplyWholeAndInOrder() throws IOException {
    int chunks = 512; // 8 MiB: more than the kernel holds for both ends
    Chunks stream = new Chunks(chunks);
    try (Trial trial = serve(stream, Framing.none(), Duration.ofSeconds(30));
        Client client = trial.connect()) {
      Trial.say(client, "go");
      stream.awaitStandstill();
      for (int i = 0; i < chunks; i++) {
        byte[] chunk = new byte[Chunks.CHUNK];
        for (int had = 0; had < chunk.length; ) {
          byte[] more = client.receiveRaw(Math.min(1000, chunk.length - had));
          assertThat(more).as("chunk %d of %d, byte %d", i, chunks, had).isNotEmpty();
          System.arraycopy(more, 0, chunk, had, more.length);
          had += more.length;
        }
        assertThat(Arrays.equals(chunk, Chunks.chunk(i))).as("chunk %d is as sent", i).isTrue();
      }
      assertThat(client.receiveAll()).isEmpty();
      Trial.leave(client);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ClosedByUs());
      assertThat(stream.mostPending()).isBetween((long) PENDING, (long) PENDING + Chunks.CHUNK);
    }
  }

  @Test
  void behindAPeerThatNeverReadsLittleIsKeptAndThenItIsGivenUp() throws IOException {
    Duration write = Duration.ofMillis(200);
    Chunks stream = new Chunks(Integer.MAX_VALUE);
    try (Trial trial = serve(stream, Framing.none(), write);
        Client client = trial.connect()) {
      Trial.say(client, "go");
      assertThat(trial.told().awaitEnding())
          .isInstanceOfSatisfying(
              Ending.WriteTimeout.class,
              ending -> {
                assertThat(ending.limit()).isEqualTo(write);
                assertThat(ending.pending()).isBetween(1L, (long) PENDING + Chunks.CHUNK);
              });
      assertThat(stream.mostPending()).isLessThanOrEqualTo(PENDING + Chunks.CHUNK);
    }
  }

  @Test
  void whoAsksOnAndOnAndReadsNothingIsNotReadFromAnyMore() throws IOException {
    try (Trial trial = serve(Trial.ECHO, Framing.none(), Duration.ofSeconds(30));
        Client client =
            Client.connect(
                trial.endpoint(), Framing.none(), Duration.ofMillis(300), Limits.defaults())) {
      byte[] block = new byte[64 << 10];
      assertThat(catchTimeout(client, block)).isTrue();
      long kept = trial.told().receivedBytes() - trial.told().sentBytes();
      // What waits for the peer, and the one read whose answers brought it over the mark.
      assertThat(kept).isLessThanOrEqualTo(PENDING + (64 << 10));
    }
  }

  /** Sends until the other side takes nothing any more. */
  private static boolean catchTimeout(Client client, byte[] block) throws IOException {
    try {
      for (int i = 0; i < 10_000; i++) {
        client.sendRaw(block);
      }
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  @Test
  void fiveMebibytesComeBackWhoeverReadsAndWritesAtTheSameTime() throws Exception {
    byte[] all = new byte[5 << 20];
    new Random(1).nextBytes(all);
    try (Trial trial = serve(Trial.ECHO, Framing.none(), Duration.ofSeconds(30));
        SocketChannel socket = trial.socket()) {
      CompletableFuture<Void> writing = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              ByteBuffer rest = ByteBuffer.wrap(all);
              while (rest.hasRemaining()) {
                int block = Math.min(100_000, rest.remaining());
                rest.position(rest.position() + socket.write(rest.slice().limit(block)));
              }
              socket.shutdownOutput();
              writing.complete(null);
            } catch (IOException e) {
              writing.completeExceptionally(e);
            }
          });
      ByteArrayOutputStream heard = new ByteArrayOutputStream();
      ByteBuffer memory = ByteBuffer.allocate(100_000);
      for (int count = socket.read(memory); count >= 0; count = socket.read(memory.clear())) {
        heard.write(memory.array(), 0, count);
      }
      writing.get();
      assertThat(Arrays.equals(heard.toByteArray(), all)).isTrue();
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.PeerFinished());
    }
  }

  @Test
  void bytesThatNobodyReadDoNotDestroyTheReply() throws IOException {
    String reply = "r".repeat(60_000);
    try (Trial trial = Trial.serve(way, Framing.line(), Service.replying(asked -> reply).once());
        Client client = trial.connect()) {
      Trial.say(client, "go\n" + "more\n".repeat(8 << 10)); // 40 KiB that nobody asked for
      assertThat(client.receiveAll()).asString().isEqualTo(reply + "\n"); // and the end, no reset
      Trial.leave(client);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ClosedByUs());
      assertThat(trial.told().of(Event.Finished.class)).hasSize(1);
    }
  }
}
