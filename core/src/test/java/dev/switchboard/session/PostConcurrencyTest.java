package dev.switchboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.RepeatedTest;

/** Threads that post, against the one thread that enters the session. */
class PostConcurrencyTest {

  private static final int THREADS = 4;
  private static final int MESSAGES = 2_000;
  private static final Limits LIMITS = Limits.defaults().with(it -> it.pendingOutput = 200);

  /** Enters the session whenever it is woken, writes part of what waits, ends it when told. */
  private static final class Loop implements Driver, Conversation {

    private final Semaphore woken = new Semaphore(0);
    private final StringBuilder sent = new StringBuilder();
    private final Session session =
        new Session(this, Framing.line(), SessionLimits.of(LIMITS), false, this, new BufferPool());
    private long written;
    private long mostPending;

    @Override
    public void received(Frame frame, Outbox outbox) {
      outbox.close();
    }

    /** Until {@code closeAfter} bytes were sent; then closes. */
    void run(int closeAfter) throws InterruptedException {
      session.opened(0);
      while (session.ending() == null) {
        woken.acquire();
        woken.drainPermits();
        session.posted(0);
        mostPending = Math.max(mostPending, session.pending());
        write((sent.length() - written + 1) / 2);
        if (sent.length() >= closeAfter) {
          session.bytes(ByteBuffer.wrap(new byte[] {'\n'}), 0, 1, 0);
        }
        woken.release(session.pending() > 0 ? 1 : 0);
      }
      write(sent.length() - written);
    }

    private void write(long count) {
      written += count;
      session.written(count, 0);
    }

    @Override
    public void write(ByteBuffer memory, int offset, int length) {
      for (int i = 0; i < length; i++) {
        sent.append((char) memory.get(offset + i));
      }
    }

    @Override
    public void wake() {
      woken.release();
    }
  }

  @RepeatedTest(10)
  void whatWasQueuedIsSentOnceAndInOrderAndNothingElse() throws Exception {
    Loop loop = new Loop();
    List<Future<List<String>>> posters = new ArrayList<>();
    try (ExecutorService pool = Executors.newThreadPerTaskExecutor(Thread::new)) {
      CountDownLatch start = new CountDownLatch(1);
      for (int i = 0; i < THREADS; i++) {
        char name = (char) ('a' + i);
        posters.add(
            pool.submit(() -> {
              start.await();
              return postAll(loop.session.outbox(), name);
            }));
      }
      start.countDown();
      // Closes in the midst of the posting: about half of what would come.
      loop.run(THREADS * MESSAGES * 3);
      List<String> lines = loop.sent.toString().lines().toList();
      int queued = 0;
      for (int i = 0; i < THREADS; i++) {
        String name = String.valueOf((char) ('a' + i));
        List<String> expected = posters.get(i).get();
        queued += expected.size();
        assertThat(lines.stream().filter(line -> line.startsWith(name))).isEqualTo(expected);
      }
      assertThat(lines).hasSize(queued);
      assertThat(queued).isBetween(1, THREADS * MESSAGES);
    }
    assertThat(loop.mostPending).isLessThanOrEqualTo(LIMITS.pendingOutput());
    assertThat(loop.session.pending()).isZero();
  }

  /** Posts until all is said or the session has ended; answers what was queued. */
  private static List<String> postAll(Outbox outbox, char name) {
    List<String> queued = new ArrayList<>();
    while (queued.size() < MESSAGES) {
      String text = name + " " + queued.size();
      switch (outbox.post(Frame.of(text))) {
        case QUEUED -> queued.add(text);
        case FULL -> Thread.onSpinWait();
        case ENDED -> {
          return queued;
        }
      }
    }
    return queued;
  }
}
