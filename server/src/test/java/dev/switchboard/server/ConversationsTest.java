package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.client.Client;
import dev.switchboard.event.Event;
import dev.switchboard.framing.Frame;
import dev.switchboard.framing.Framing;
import dev.switchboard.framing.UnsendableException;
import dev.switchboard.session.Conversation;
import dev.switchboard.session.Ending;
import dev.switchboard.session.Outbox;
import dev.switchboard.session.Posted;
import dev.switchboard.session.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that a service can ask for, it gets under every model. */
@ParameterizedClass(name = "{0}")
@MethodSource("dev.switchboard.server.Way#all")
record ConversationsTest(Way way) {

  private Trial serve(Service service) throws IOException {
    return Trial.serve(way, Framing.line(), service);
  }

  @Test
  void anExceptionOfTheServiceEndsItsOwnConversationOnly() throws IOException {
    Service failing =
        peer ->
            (frame, outbox) -> {
              if (frame.text().equals("fail")) {
                throw new IllegalStateException("as asked");
              }
              outbox.send(frame);
            };
    try (Trial trial = Trial.serve(way, server -> server.workers(way.workersFor(2)), failing);
        Client other = trial.connect();
        Client client = trial.connect()) {
      Trial.say(other, "before\n");
      Trial.expect(other, "before\n");
      Trial.say(client, "first\nfail\nnever\n");
      assertThat(client.receiveAll()).asString().isEqualTo("first\n");
      Trial.leave(client);
      assertThat(trial.told().awaitEnding())
          .hasToString("the service failed: java.lang.IllegalStateException: as asked");
      Trial.say(other, "after\n");
      Trial.expect(other, "after\n");
    }
  }

  @Test
  void aServiceThatCannotBeginHarmsNobodyElse() throws IOException {
    List<Throwable> faults =
        new ArrayList<>(List.of(new IllegalStateException("no"), new AssertionError("not at all")));
    Service service =
        peer -> {
          if (!faults.isEmpty()) {
            throwUnchecked(faults.removeFirst());
          }
          return Trial.UPPER.begin(peer);
        };
    try (Trial trial = serve(service)) {
      for (int i = 1; i <= 2; i++) {
        try (Client client = trial.connect()) {
          assertThat(client.receiveAll()).isEmpty();
        }
        trial.told().awaitSome(Event.Ended.class, i);
      }
      assertThat(trial.told().endings())
          .map(Ending::toString)
          .containsExactly(
              "the service failed: java.lang.IllegalStateException: no",
              "the service failed: java.lang.AssertionError: not at all");
      trial.isStillServing();
    }
  }

  private static void throwUnchecked(Throwable fault) {
    switch (fault) {
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalArgumentException(fault);
    }
  }

  @Test
  void aServiceThatLeavesItsThreadInterruptedHarmsNobody() throws IOException {
    Service interrupting =
        peer ->
            (frame, outbox) -> {
              Thread.currentThread().interrupt();
              outbox.send(frame.text().toUpperCase(java.util.Locale.ROOT));
            };
    try (Trial trial = serve(interrupting)) {
      try (Client client = trial.connect()) {
        for (String word : List.of("a", "b", "c")) {
          Trial.say(client, word + "\n");
          Trial.expect(client, word.toUpperCase(java.util.Locale.ROOT) + "\n");
        }
      }
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.PeerFinished());
      trial.isStillServing();
    }
  }

  @Test
  void theServerMaySpeakFirstAndClose() throws IOException {
    Service banner =
        peer ->
            new Talk() {
              @Override
              public void opened(Outbox outbox) {
                outbox.send("welcome");
                outbox.close();
              }
            };
    try (Trial trial = serve(banner);
        Client client = trial.connect()) {
      assertThat(client.receiveAll()).asString().isEqualTo("welcome\n");
      Trial.leave(client);
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ClosedByUs());
    }
  }

  @Test
  void theServerMayFinishSendingAndGoOnListening() throws IOException {
    List<String> heard = new CopyOnWriteArrayList<>();
    Service service =
        peer ->
            new Talk() {
              @Override
              public void opened(Outbox outbox) {
                outbox.send("last words");
                outbox.finish();
              }

              @Override
              public void received(Frame frame, Outbox outbox) {
                heard.add(frame.text());
              }
            };
    try (Trial trial = serve(service);
        Client client = trial.connect()) {
      assertThat(client.receiveAll()).asString().isEqualTo("last words\n");
      Trial.say(client, "one\ntwo\n");
      client.finish();
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.PeerFinished());
      assertThat(heard).containsExactly("one", "two");
    }
  }

  @Test
  void theServerMayReset() throws IOException {
    Service service = peer -> (frame, outbox) -> outbox.reset();
    try (Trial trial = serve(service);
        Client client = trial.connect()) {
      Trial.say(client, "go\n");
      assertThat(trial.told().awaitEnding()).isEqualTo(new Ending.ResetByUs());
      if (way.isTcp()) {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> client.receiveRaw(1)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("reset");
      }
    }
  }

  @Test
  void emptyMessagesAreMessages() throws IOException {
    Service counting =
        peer ->
            new Talk() {
              private int count;

              @Override
              public void received(Frame frame, Outbox outbox) {
                count++;
                outbox.send(count + ":" + frame.length());
              }
            };
    try (Trial trial = serve(counting);
        Client client = trial.connect()) {
      Trial.say(client, "\n\r\n\n");
      Trial.expect(client, "1:0\n2:0\r\n3:0\n");
    }
  }

  @Test
  void aReplyThatDoesNotFitItsLengthFieldIsNotSentAtAll() throws IOException {
    Service ten = Service.replying(asked -> "0123456789");
    try (Trial trial = Trial.serve(way, Framing.decimalLength(1), ten);
        Client client = trial.connect()) {
      Trial.say(client, "2ab");
      assertThat(client.receiveAll()).isEmpty();
      Trial.leave(client);
      assertThat(trial.told().awaitEnding())
          .isInstanceOfSatisfying(
              Ending.ServiceFailed.class,
              ending -> assertThat(ending.cause()).isInstanceOf(UnsendableException.class));
    }
  }

  @Test
  void aTextWithoutALineEndingIsAnsweredWithoutOneAfterASilence() throws IOException {
    try (Trial trial = Trial.serve(way, Framing.text(), Trial.UPPER);
        Client client = trial.connect()) {
      Trial.say(client, "hi");
      Trial.expect(client, "HI");
      client.finish();
      assertThat(client.receiveAll()).isEmpty();
    }
  }

  @Test
  void aTaskMayBlockAndWhatComesMeanwhileWaits() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Service service =
        peer ->
            new Talk() {
              @Override
              public void received(Frame frame, Outbox outbox) {
                if (!frame.text().equals("slow")) {
                  outbox.send(frame);
                  return;
                }
                outbox.task(() -> {
                  running.countDown();
                  uninterruptibly(release);
                });
              }

              @Override
              public void resumed(Outbox outbox) {
                outbox.send("done");
              }
            };
    try (Trial trial = Trial.serve(way, server -> server.workers(way.workersFor(2)), service);
        Client client = trial.connect();
        Client other = trial.connect()) {
      Trial.say(client, "slow\nnext\n");
      assertThat(running.await(20, TimeUnit.SECONDS)).isTrue();
      Trial.say(other, "not held up\n"); // also not in a loop that both share
      Trial.expect(other, "not held up\n");
      release.countDown();
      Trial.expect(client, "done\nnext\n");
    }
  }

  @Test
  void aTaskThatFailsEndsItsConversation() throws IOException {
    Service service =
        peer ->
            (frame, outbox) ->
                outbox.task(() -> {
                  throw new IllegalStateException("as asked");
                });
    try (Trial trial = serve(service);
        Client client = trial.connect()) {
      Trial.say(client, "go\n");
      assertThat(trial.told().awaitEnding())
          .hasToString("the service failed: java.lang.IllegalStateException: as asked");
    }
  }

  @Test
  void aConversationIsWokenWhenItAsked() throws IOException {
    Service service =
        peer ->
            new Talk() {
              @Override
              public void opened(Outbox outbox) {
                outbox.wakeAfter(TimeUnit.MILLISECONDS.toNanos(30));
              }

              @Override
              public void tick(Outbox outbox) {
                outbox.send("tick");
                outbox.close();
              }
            };
    try (Trial trial = serve(service);
        Client client = trial.connect()) {
      assertThat(client.receiveAll()).asString().isEqualTo("tick\n");
    }
  }

  @Test
  void whoPausesIsToldNothingUntilItIsWokenAndResumes() throws IOException {
    Service service =
        peer ->
            new Talk() {
              private boolean paused;

              @Override
              public void received(Frame frame, Outbox outbox) {
                outbox.send((paused ? "early " : "") + frame.text());
                paused = true;
                outbox.pause();
                outbox.wakeAfter(TimeUnit.MILLISECONDS.toNanos(20));
              }

              @Override
              public void tick(Outbox outbox) {
                paused = false;
                outbox.resume();
              }
            };
    try (Trial trial = serve(service);
        Client client = trial.connect()) {
      Trial.say(client, "a\nb\nc\n");
      Trial.expect(client, "a\nb\nc\n");
    }
  }

  @Test
  void whatOtherThreadsPostIsHeardInOrderWhileTheClientSaysNothing() throws Exception {
    Room room = new Room();
    try (Trial trial = serve(room);
        Client client = trial.connectAccepted()) {
      room.awaitMembers(1);
      Thread poster =
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 1000; i++) {
                  room.post("line " + i);
                }
              });
      for (int i = 0; i < 1000; i++) {
        Trial.expect(client, "line " + i + "\n");
      }
      poster.join();
    }
  }

  @Test
  void whoNeverReadsABroadcastIsTooSlowAndTheOthersHearOn() throws Exception {
    Room room = new Room();
    Duration tooSlow = Duration.ofMillis(300);
    try (Trial trial =
            Trial.serve(
                way,
                server ->
                    server
                        .workers(way.workersFor(3))
                        .limits(
                            Trial.limits(it -> {
                              it.pendingOutput = 64 << 10;
                              it.tooSlow = tooSlow;
                            })),
                room);
        Client stuck = trial.connect();
        Client first = trial.connect();
        Client second = trial.connect()) {
      room.awaitMembers(3);
      String block = "b".repeat(20_000);
      int heard = 0;
      while (trial.told().of(Event.Ended.class).isEmpty()) {
        room.post(block);
        Trial.expect(first, block + "\n");
        Trial.expect(second, block + "\n");
        heard++;
      }
      assertThat(trial.told().awaitEnding())
          .isInstanceOfSatisfying(
              Ending.TooSlow.class, ending -> assertThat(ending.limit()).isEqualTo(tooSlow));
      assertThat(heard).isPositive();
      room.post("goodbye");
      Trial.expect(first, "goodbye\n");
      Trial.expect(second, "goodbye\n");
      assertThat(trial.told().endings()).hasSize(1);
      Trial.leave(stuck);
    }
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** A conversation that ignores what it need not hear. */
  interface Talk extends Conversation {
    @Override
    default void received(Frame frame, Outbox outbox) {}
  }

  /** All who are connected hear what is posted. */
  private static final class Room implements Service {

    private final List<Outbox> members = new CopyOnWriteArrayList<>();

    @Override
    public Conversation begin(dev.switchboard.session.Peer peer) {
      return new Talk() {
        @Override
        public void opened(Outbox outbox) {
          members.add(outbox);
        }
      };
    }

    void awaitMembers(int count) {
      org.awaitility.Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(1))
          .until(() -> members.size() >= count);
    }

    /** To each who is not behind. */
    void post(String line) {
      Frame frame = Frame.of(line);
      members.removeIf(member -> member.post(frame) == Posted.ENDED);
    }
  }
}
